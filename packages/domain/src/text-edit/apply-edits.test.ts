import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, type TextEdit } from "./apply-edits.ts";

const file = "one\ntwo\nthree\ntwo\nfive\n";
const edited = (text: string, ...edits: TextEdit[]) => {
  const result = applyEdits(text, edits);
  if (!result.ok) throw new Error(result.error.message);
  return result.text;
};
const refused = (text: string, ...edits: TextEdit[]) => {
  const result = applyEdits(text, edits);
  if (result.ok) throw new Error("was applied");
  return result.error;
};

describe("applyEdits", () => {
  test("replaces text that occurs as often as expected, in order, later edits seeing earlier ones", () => {
    expect(edited(file, { old_text: "three", new_text: "THREE" })).toBe("one\ntwo\nTHREE\ntwo\nfive\n");
    expect(edited(file, { old_text: "two", new_text: "2", count: 2 })).toBe("one\n2\nthree\n2\nfive\n");
    expect(edited(file, { old_text: "one\n", new_text: "six\n" }, { old_text: "six\ntwo", new_text: "x" })).toBe(
      "x\nthree\ntwo\nfive\n",
    );
    expect(edited(file, { old_text: "five", new_text: "$& $1 $$" })).toBe("one\ntwo\nthree\ntwo\n$& $1 $$\n");
    expect(applyEdits(file, [])).toEqual({ ok: true, text: file, replacements: 0 });
  });

  test("too many or too few places: nothing is applied, and their lines are named", () => {
    expect(refused(file, { old_text: "one", new_text: "1" }, { old_text: "two", new_text: "2" })).toMatchObject({
      code: "invalid_input",
      reason: "count_mismatch",
      edit: 1,
      wanted: 1,
      found: 2,
      lines: [2, 4],
    });
    expect(refused(file, { old_text: "two", new_text: "2", count: 3 })).toMatchObject({ found: 2, wanted: 3 });
    const many = refused("x\n".repeat(500), { old_text: "x", new_text: "y" });
    expect(many).toMatchObject({ found: 500 });
    expect(many.lines).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  test("refuses empty text, senseless counts and places that overlap", () => {
    expect(refused(file, { old_text: "", new_text: "x" }).reason).toBe("empty_old_text");
    expect(refused(file, { old_text: "one", new_text: "x", count: 0 }).reason).toBe("bad_count");
    expect(refused("aaa\n", { old_text: "aa", new_text: "b" })).toMatchObject({ reason: "count_mismatch", found: 2 });
    expect(refused("aaa\n", { old_text: "aa", new_text: "b", count: 2 })).toMatchObject({
      reason: "overlapping",
      lines: [1, 1],
    });
    expect(edited("aaaa", { old_text: "aaaa", new_text: "b" })).toBe("b");
  });

  test("names the nearest line when the text does not occur", () => {
    const source =
      "import x\n\nfunction total(items) {\n  return items.length;\n}\n\nfunction tax(items) {\n  return 1;\n}\n";
    expect(refused(source, { old_text: "function totals(item) {", new_text: "" }).nearest).toMatchObject({
      line: 3,
      text: "function total(items) {",
    });
    const error = refused(source, { old_text: "function tax(items) {\n  return 2;\n}", new_text: "" });
    expect(error.nearest).toMatchObject({ line: 8, startLine: 7, text: "  return 1;" });
    expect(error.message).toContain('edits[0]: old_text does not occur; the nearest is line 8: "  return 1;".');
    expect(refused("", { old_text: "a", new_text: "" })).not.toHaveProperty("nearest");
  });

  test("edits with plain newlines match a file of carriage returns, which keeps them", () => {
    const windows = file.replaceAll("\n", "\r\n");
    expect(edited(windows, { old_text: "one\ntwo\nthree", new_text: "a\nb" })).toBe("a\r\nb\r\ntwo\r\nfive\r\n");
    expect(edited(windows, { old_text: "five", new_text: "5\n6" })).toBe("one\r\ntwo\r\nthree\r\ntwo\r\n5\r\n6\r\n");
    expect(edited(windows, { old_text: "one\r\ntwo\r\nthree", new_text: "a\r\nb" })).toBe("a\r\nb\r\ntwo\r\nfive\r\n");
    expect(edited(windows, { old_text: "\nfive\n", new_text: "\n" })).toBe("one\r\ntwo\r\nthree\r\ntwo\r\n");
    expect(refused(windows, { old_text: "two\n", new_text: "" })).toMatchObject({ found: 2, lines: [2, 4] });
  });

  test("edits with carriage returns match a plain file; in a mixed one each place keeps its own ending", () => {
    expect(edited(file, { old_text: "one\r\ntwo\r\nthree", new_text: "a\r\nb" })).toBe("a\nb\ntwo\nfive\n");
    expect(edited("a\r\nx\r\nb\nx\nc", { old_text: "x\n", new_text: "y\nz\n", count: 2 })).toBe(
      "a\r\ny\r\nz\r\nb\ny\nz\nc",
    );
    expect(edited("single", { old_text: "single", new_text: "a\r\nb" })).toBe("a\r\nb");
  });

  test("the final newline, or its lack, stays", () => {
    expect(edited("a\nb", { old_text: "b", new_text: "c" })).toBe("a\nc");
    expect(edited("a\nb\n", { old_text: "b", new_text: "c" })).toBe("a\nc\n");
  });

  test("an edit and its opposite give the text back, whatever the line endings", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", "é", "\n", " "), maxLength: 12 });
    fc.assert(
      fc.property(part, part, part, fc.boolean(), (before, inside, after, windows) => {
        const wrapped = `<${inside}>`;
        const text = `${before}${wrapped}${after}\n`;
        const original = windows ? text.replaceAll("\n", "\r\n") : text;
        const there = { old_text: wrapped, new_text: "[x\ny]" };
        const changed = edited(original, there);
        expect(changed).not.toBe(original);
        expect(edited(changed, { old_text: there.new_text, new_text: there.old_text })).toBe(original);
      }),
    );
  });

  test("is split and join where the text occurs exactly that often", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 40 });
    const wanted = fc.string({ unit: fc.constantFrom("a", "b", "\n"), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(letters, wanted, letters, (text, old_text, new_text) => {
        let found = 0;
        for (let at = text.indexOf(old_text); at !== -1; at = text.indexOf(old_text, at + 1)) found += 1;
        const apart = text.split(old_text).length - 1;
        const result = applyEdits(text, [{ old_text, new_text, count: Math.max(1, found) }]);
        if (found === 0) expect(result).toMatchObject({ ok: false, error: { reason: "not_found" } });
        else if (apart < found) expect(result).toMatchObject({ ok: false, error: { reason: "overlapping", found } });
        else expect(result).toEqual({ ok: true, text: text.split(old_text).join(new_text), replacements: found });
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["a", "a"],
    ["\n", "\n"],
    ["  return value;\n", "  return valve;\n"],
    ["a\r\n", "a\nb"],
  ])("a megabyte of %j is searched in bounded time", (unit, piece) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const before = process.cpuUsage();
    const result = applyEdits(text, [
      { old_text: `x${piece.repeat(Math.ceil(400_000 / piece.length))}`, new_text: "" },
    ]);
    expect(result).toMatchObject({ ok: false, error: { reason: "not_found" } });
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  });
});
