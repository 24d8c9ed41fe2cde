import { changedPaths, filesOf } from "./diff.ts";
import { mergeBase } from "./history.ts";
import type { LineChange } from "./line-changes.ts";
import { lineChanges, splitLines } from "./line-changes.ts";
import { isBinary } from "./patch.ts";
import type { Git } from "./store.ts";
import { commitOf, readBlob, writeBlob } from "./store.ts";
import type { PathEntry, TreeChange } from "./tree.ts";
import { changeTree } from "./tree.ts";

export interface MergeResult {
  /** The merged tree; with conflicts, `ours` where they are. */
  tree: string;
  /** Paths that need a person. */
  conflicts: string[];
}

/** Lines of both sides' changes to a base, or undefined where they collide. */
function mergeLines(base: string, ours: string, theirs: string): string | undefined {
  const baseLines = splitLines(base);
  type Edit = { change: LineChange; lines: readonly string[] };
  const edits = (text: string): Edit[] => {
    const lines = splitLines(text);
    return lineChanges(baseLines, lines).map((change) => ({
      change,
      lines: lines.slice(change.newStart, change.newEnd),
    }));
  };
  const all: Edit[] = edits(ours);
  for (const edit of edits(theirs)) {
    const { oldStart, oldEnd } = edit.change;
    // Git calls neighbours a conflict too: ranges that touch collide, unless both sides did the same.
    const hit = all.find(({ change }) => change.oldStart <= oldEnd && oldStart <= change.oldEnd);
    if (!hit) all.push(edit);
    else if (
      hit.change.oldStart !== oldStart ||
      hit.change.oldEnd !== oldEnd ||
      hit.lines.join("") !== edit.lines.join("")
    ) {
      return undefined;
    }
  }
  let at = 0;
  let out = "";
  for (const { change, lines } of all.toSorted((a, b) => a.change.oldStart - b.change.oldStart)) {
    out += baseLines.slice(at, change.oldStart).join("") + lines.join("");
    at = change.oldEnd;
  }
  return out + baseLines.slice(at).join("");
}

const same = (left: PathEntry | undefined, right: PathEntry | undefined): boolean =>
  left?.oid === right?.oid && left?.mode === right?.mode;

/** Three-way merge of trees. */
export function mergeTrees(git: Git, base: string | undefined, ours: string, theirs: string): MergeResult {
  const [baseFiles, ourFiles, theirFiles] = [filesOf(git, base), filesOf(git, ours), filesOf(git, theirs)];
  const changes: TreeChange[] = [];
  const conflicts: string[] = [];
  for (const path of changedPaths(git, base, theirs)) {
    const [was, our, their] = [baseFiles.get(path), ourFiles.get(path), theirFiles.get(path)];
    if (same(our, their) || same(was, their)) continue;
    if (same(was, our)) {
      changes.push({ path, mode: their?.mode ?? "100644", oid: their?.oid ?? null });
      continue;
    }
    const texts = [was, our, their].map((entry) => entry && readBlob(git, entry.oid)?.data);
    const [baseText, ourText, theirText] = texts;
    const merged =
      baseText && ourText && theirText && our?.mode === their?.mode && !texts.some((data) => data && isBinary(data))
        ? mergeLines(baseText.toString(), ourText.toString(), theirText.toString())
        : undefined;
    if (merged === undefined) conflicts.push(path);
    else changes.push({ path, mode: our?.mode ?? "100644", oid: writeBlob(git, merged).oid });
  }
  return { tree: changeTree(git, ours, changes), conflicts };
}

/** What merging commit `head` into commit `base` gives. */
export function mergeCommits(git: Git, base: string, head: string): MergeResult {
  const fork = mergeBase(git, base, head);
  const tree = (oid: string): string => commitOf(git, oid).tree;
  return mergeTrees(git, fork === undefined ? undefined : tree(fork), tree(base), tree(head));
}
