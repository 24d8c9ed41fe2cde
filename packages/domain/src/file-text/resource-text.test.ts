import { expect, test } from "vitest";
import { directoryResourceText, fileResourceText } from "./resource-text.ts";

test("a file that fits is whole, to its last byte", () => {
  expect(fileResourceText("a.ts", "one\ntwo", 100)).toBe("one\ntwo");
});

test("one that does not is cut at a line, and says from where to read on", () => {
  const text = Array.from({ length: 500 }, (_, index) => `line ${index + 1}`).join("\n");
  const cut = fileResourceText("a.ts", text, 300);
  const [, last, next] =
    /\[lines 1-(\d+) of 500: go on with get_file_contents and path a\.ts#L(\d+)-\]\n$/.exec(cut) ?? [];
  expect(Number(next)).toBe(Number(last) + 1);
  expect(cut.split("\n").slice(0, Number(last))).toEqual(text.split("\n").slice(0, Number(last)));
});

test("a directory is a path a line; what is left out is counted", () => {
  const rows = Array.from({ length: 400 }, (_, index) => ({
    path: `src/file-${index}.ts`,
    type: "file" as const,
    size: undefined,
  }));
  const folder = { path: "docs", type: "directory" as const, size: undefined };
  expect(directoryResourceText([folder, ...rows.slice(0, 1)], 500)).toBe("docs/\nsrc/file-0.ts\n");
  const long = directoryResourceText(rows, 300).trimEnd().split("\n");
  expect(long.at(-1)).toBe(`[${400 - (long.length - 1)} more: go on with get_file_contents and glob]`);
});
