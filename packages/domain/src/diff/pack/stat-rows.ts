import type { FileDiff } from "../file-diff.ts";
import type { FileClass, FileStatus } from "../signals/classify-file.ts";
import { showPath } from "./show-path.ts";

/** One line of the summary and the positions of the files it stands for. */
export interface StatRow {
  readonly text: string;
  readonly files: readonly number[];
}

const letters: Readonly<Record<FileStatus, string>> = {
  added: "A",
  modified: "M",
  removed: "D",
  renamed: "R",
  copied: "C",
  changed: "T",
  unchanged: "=",
};
/** What a reviewer misses least is grouped first. */
const groupingOrder: readonly FileClass[] = [
  "generated",
  "binary",
  "rename",
  "mode",
  "docs",
  "config",
  "test",
  "source",
];
/** Deeper directories than this are grouped as one once directories are shortened. */
const deepestShortened = 12;

/**
 * A line per file, or, where that takes more than `maxLength` characters (newlines counted), a line per directory and
 * class: first for generated files, last for source, then for ever shorter directories, in the end for everything.
 * Every file is in exactly one row; rows keep the order of their first file.
 */
export function statRows(files: readonly FileDiff[], maxLength: number): StatRow[] {
  const classes = groupingOrder
    .map((fileClass) => [...files.keys()].filter((at) => files[at]?.class === fileClass))
    .filter((members) => members.length > 0)
    .map((members) => ({ members, rows: members.map((at) => buildRow(files, "", [at])) }));
  const fits = () => classes.reduce((sum, { rows }) => sum + lengthOf(rows), 0) <= maxLength;
  const deepest = Math.min(deepestShortened, Math.max(0, ...files.map(({ path }) => path.split("/").length - 1)));
  for (let depth = deepest; depth >= 0 && !fits(); depth -= 1) {
    for (const entry of classes) {
      entry.rows = groupRows(files, entry.members, depth === deepest ? Infinity : depth);
      if (fits()) break;
    }
  }
  if (!fits()) return [buildRow(files, "", [...files.keys()])];
  return classes.flatMap(({ rows }) => rows).toSorted((a, b) => (a.files[0] ?? 0) - (b.files[0] ?? 0));
}

function lengthOf(rows: readonly StatRow[]): number {
  return rows.reduce((sum, { text }) => sum + text.length + 1, 0);
}

/** One row per directory, directories cut to `depth` segments. */
function groupRows(files: readonly FileDiff[], members: readonly number[], depth: number): StatRow[] {
  const byFolder = Map.groupBy(members, (at) =>
    (files[at]?.path ?? "").split("/").slice(0, -1).slice(0, depth).join("/"),
  );
  return [...byFolder].map(([folder, inside]) => buildRow(files, folder, inside));
}

function buildRow(files: readonly FileDiff[], folder: string, members: readonly number[]): StatRow {
  const present = members.flatMap((at) => files[at] ?? []);
  const [first] = present;
  const text = first && present.length === 1 ? fileText(first) : groupText(folder, present);
  return { text, files: members };
}

function fileText(file: FileDiff): string {
  const from = file.previousPath === undefined ? "" : ` (was ${showPath(file.previousPath)})`;
  const counts = file.class === "binary" ? "" : ` +${file.additions} -${file.deletions}`;
  const note = ["binary", "mode", "generated"].includes(file.class) ? ` (${file.class})` : "";
  const omitted = file.omitted === undefined ? "" : ` [${showPath(file.omitted)}]`;
  return `${letters[file.status]} ${showPath(file.path)}${from}${counts}${note}${omitted}`;
}

function groupText(folder: string, files: readonly FileDiff[]): string {
  let additions = 0;
  let deletions = 0;
  let omitted = 0;
  for (const file of files) {
    additions += file.additions;
    deletions += file.deletions;
    if (file.omitted !== undefined) omitted += 1;
  }
  const classes = new Set(files.map((file) => file.class));
  const kind = classes.size === 1 ? ` (${[...classes].join("")})` : "";
  const note = omitted > 0 ? ` [${omitted} incomplete]` : "";
  return `${folder === "" ? "." : showPath(folder)}/ ${files.length} files +${additions} -${deletions}${kind}${note}`;
}
