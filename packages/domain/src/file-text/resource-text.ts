import { CHARACTERS_PER_TOKEN } from "../budget/index.ts";
import type { DirectoryRow } from "./directory-row.ts";
import { fitFiles } from "./fit-files.ts";

/** What the last line takes that tells how to read on, in tokens. */
const READ_ON = 60;

/**
 * A file as a resource: whole where it fits, else cut at a line, with how to read on.
 *
 * @param budgetTokens Tokens.
 */
export function fileResourceText(path: string, text: string, budgetTokens: number): string {
  if (text.length <= budgetTokens * CHARACTERS_PER_TOKEN) return text;
  const file = { location: { path, from: 1, to: undefined }, text };
  const [cut] = fitFiles([file], [], { budgetTokens: budgetTokens - READ_ON, numbered: false }).files;
  const place = `lines 1-${cut?.to_line} of ${cut?.total_lines}`;
  return `${cut?.text ?? ""}\n[${place}: go on with get_file_contents and path ${cut?.next}]\n`;
}

/**
 * A directory as a resource: a path a line, those of directories with a slash at their end.
 *
 * @param budgetTokens Tokens.
 */
export function directoryResourceText(rows: readonly DirectoryRow[], budgetTokens: number): string {
  const { entries, entriesLeft } = fitFiles([], rows, { budgetTokens: budgetTokens - READ_ON, numbered: false });
  const lines = entries.map((row) => (row.type === "directory" ? `${row.path}/` : row.path));
  const left = entriesLeft > 0 ? [`[${entriesLeft} more: go on with get_file_contents and glob]`] : [];
  return `${[...lines, ...left].join("\n")}\n`;
}
