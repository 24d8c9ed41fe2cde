import { describe, expect, test } from "vitest";
import { nearestPlace } from "./nearest-place.ts";

const source = Array.from({ length: 5000 }, (_, at) => `  const value${at} = compute(${at * 7}, "${at % 13}");`);

describe("nearestPlace", () => {
  test("finds a misspelled line among thousands of similar ones", () => {
    const wanted = '  const valeu4321 = compute(30247, "5");';
    expect(nearestPlace(source.join("\n"), wanted)).toMatchObject({ line: 4322, text: source[4321] });
  });

  test("finds a stretch by its other lines and names the one that differs", () => {
    const wanted = source.slice(100, 110);
    wanted[6] = "  something else entirely();";
    expect(nearestPlace(source.join("\n"), wanted.join("\n"))).toMatchObject({
      line: 107,
      startLine: 101,
      text: source[106],
    });
  });

  test("other indentation and a part of a line are near", () => {
    expect(nearestPlace("a\nif (x) {\n\t\treturn total;\n}\n", "    return total;\n")).toMatchObject({ line: 3 });
    const long = `prefix ${"x, ".repeat(40)} call(alpha, beta) suffix`;
    expect(nearestPlace(`short\n${long}\nalpha\n`, "call(alpha,beta)")).toMatchObject({ line: 2 });
  });

  test("the text may be shorter than what was wanted, or blank", () => {
    expect(nearestPlace("only line", "only lime\nand more\nand more")).toMatchObject({ line: 1, startLine: 1 });
    expect(nearestPlace("\n \n", "a")).toBeUndefined();
    expect(nearestPlace("a", " \n")).toBeUndefined();
  });
});
