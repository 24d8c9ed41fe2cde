import * as fc from "fast-check";
import { diffTexts } from "./diff-texts.ts";
import { readFileDiff, type FileDiff } from "./file-diff.ts";
import { formatUnified } from "./format-unified.ts";

/** What tests make diffs from: random small ones, and one large pull request, the same each time. */

const codeLines = [
  "",
  "}",
  "  return total;",
  "import { a } from 'a';",
  "if (token) {",
  "// note",
  "\tx = 1\r",
  "-- y",
  "@@ z",
];
const names = [
  "src/cart.ts",
  "src/api/user.py",
  "src/api/user.test.ts",
  "README.md",
  "yarn.lock",
  "dist/app.js",
  "ci.yml",
];

const someLines = fc.array(fc.oneof(fc.constantFrom(...codeLines), fc.string({ maxLength: 60 })), { maxLength: 60 });
const someText = fc
  .tuple(someLines, fc.boolean())
  .map(([lines, newline]) => lines.map((line) => line.replaceAll("\n", " ")).join("\n") + (newline ? "\n" : ""));

/** A new version that shares lines with the old one, so that there are several hunks. */
const changedText = fc
  .tuple(someText, fc.array(fc.tuple(fc.nat(60), fc.nat(3), someLines), { maxLength: 4 }))
  .map(([text, cuts]) => {
    const lines = text.split("\n");
    for (const [at, remove, insert] of cuts)
      lines.splice(at, remove, ...insert.slice(0, 8).map((line) => line.replaceAll("\n", " ")));
    return [text, lines.join("\n")] as const;
  });

/** Between none and eight changed files of every class, some new, some without hunks. */
export const someFiles: fc.Arbitrary<FileDiff[]> = fc
  .array(fc.tuple(fc.constantFrom(...names), changedText, fc.boolean(), fc.nat(3)), { maxLength: 8 })
  .map((made) =>
    made.map(([name, [before, after], isNew, context], at) =>
      readFileDiff({
        path: `p${at}/${name}`,
        status: isNew ? "added" : "modified",
        patch: formatUnified(diffTexts(isNew ? "" : before, after, context)),
      }),
    ),
  );

/** What changed lines become: of different interest to a reviewer. */
const changes: ((line: string) => string)[] = [
  (line) => line.replace("compute", "recompute"),
  (line) => `  if (!permission) {\n  ${line}\n  }`,
  (line) => `  // ${line.trim()}`,
  (line) => `  ${line}`,
  (line) => `export function ${line.trim().split(" ")[1] ?? ""}() {`,
];

/** A pull request of 400 files and about a megabyte: 260 source files, tests, docs, configuration, generated files and a lockfile. */
export function largePullRequest(): FileDiff[] {
  const random = sequence(7);
  const files: FileDiff[] = [];
  const add = (path: string, lines: number, gap: number, isNew = false) => {
    const before = Array.from(
      { length: lines },
      (_, at) => `  const value${at} = compute(${random(1000)}, "${path}");`,
    );
    const after = before.map((line, at) => (at % gap === 3 ? (changes[random(changes.length)]?.(line) ?? line) : line));
    const patch = formatUnified(diffTexts(isNew ? "" : `${before.join("\n")}\n`, `${after.join("\n")}\n`));
    files.push(readFileDiff({ path, status: isNew ? "added" : "modified", patch }));
  };
  add("package-lock.json", 8000, 5);
  for (let at = 0; at < 240; at += 1) add(`src/module${at % 24}/part${at}.ts`, 60, 12 + random(20));
  for (let at = 0; at < 20; at += 1) add(`src/added/new${at}.ts`, 40 + random(100), 9, true);
  for (let at = 0; at < 70; at += 1) add(`test/module${at % 7}/part${at}.test.ts`, 40, 20);
  for (let at = 0; at < 20; at += 1) add(`docs/chapter${at}.md`, 30, 9);
  for (let at = 0; at < 19; at += 1) add(`config/part${at}.yaml`, 20, 9);
  for (let at = 0; at < 30; at += 1) add(`vendor/library${at % 5}/file${at}.js`, 150, 9);
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** A small linear congruential generator: whole numbers below `limit`. */
function sequence(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
