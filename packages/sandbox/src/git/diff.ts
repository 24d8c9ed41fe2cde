import type { FileMode } from "./object.ts";
import { isBinary, unifiedPatch } from "./patch.ts";
import { pairRenames } from "./rename.ts";
import type { Git } from "./store.ts";
import { readBlob, readTree } from "./store.ts";
import type { PathEntry } from "./tree.ts";
import { walkTree } from "./tree.ts";

export interface FileDiff {
  path: string;
  /** Where a renamed file was. */
  previousPath?: string;
  /** "changed" = the mode alone. */
  status: "added" | "removed" | "modified" | "renamed" | "changed";
  old?: { mode: FileMode; oid: string };
  new?: { mode: FileMode; oid: string };
  additions: number;
  deletions: number;
  binary: boolean;
  /** Hunks; absent for binary, unchanged or too large content. */
  patch?: string;
}

type Pair = { old?: PathEntry; new?: PathEntry };

function* changedPairs(
  git: Git,
  oldTree: string | undefined,
  newTree: string | undefined,
  prefix = "",
): Generator<Pair> {
  if (oldTree === newTree) return;
  const entries = (oid: string | undefined): Map<string, { mode: FileMode; oid: string }> =>
    new Map((oid === undefined ? [] : (readTree(git, oid)?.entries ?? [])).map((entry) => [entry.name, entry]));
  const before = entries(oldTree);
  const after = entries(newTree);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(name);
    const is = after.get(name);
    if (was?.oid === is?.oid && was?.mode === is?.mode) continue;
    const path = prefix + name;
    const wasTree = was?.mode === "040000" ? was.oid : undefined;
    const isTree = is?.mode === "040000" ? is.oid : undefined;
    if (wasTree ?? isTree) yield* changedPairs(git, wasTree, isTree, `${path}/`);
    const pair: Pair = {
      ...(was && !wasTree ? { old: { path, mode: was.mode, oid: was.oid } } : {}),
      ...(is && !isTree ? { new: { path, mode: is.mode, oid: is.oid } } : {}),
    };
    if (pair.old ?? pair.new) yield pair;
  }
}

function contentOf(git: Git, entry: PathEntry | undefined): Buffer {
  if (!entry) return Buffer.alloc(0);
  // Git shows a submodule as one line naming its commit.
  if (entry.mode === "160000") return Buffer.from(`Subproject commit ${entry.oid}\n`);
  return readBlob(git, entry.oid)?.data ?? Buffer.alloc(0);
}

function fileDiff(git: Git, pair: Pair): FileDiff {
  const before = contentOf(git, pair.old);
  const after = contentOf(git, pair.new);
  const binary = isBinary(before) || isBinary(after);
  const patch = binary || before.equals(after) ? undefined : unifiedPatch(before.toString(), after.toString());
  const path = pair.new?.path ?? pair.old?.path ?? "";
  const moved = pair.old && pair.new && pair.old.path !== pair.new.path ? pair.old.path : undefined;
  return {
    path,
    ...(moved === undefined ? {} : { previousPath: moved }),
    status: !pair.old
      ? "added"
      : !pair.new
        ? "removed"
        : moved !== undefined
          ? "renamed"
          : pair.old.oid === pair.new.oid
            ? "changed"
            : "modified",
    ...(pair.old ? { old: { mode: pair.old.mode, oid: pair.old.oid } } : {}),
    ...(pair.new ? { new: { mode: pair.new.mode, oid: pair.new.oid } } : {}),
    additions: patch?.additions ?? 0,
    deletions: patch?.deletions ?? 0,
    binary,
    ...(patch?.text === undefined ? {} : { patch: patch.text }),
  };
}

const known = new WeakMap<Git["objects"], Map<string, FileDiff[]>>();

/** Differences between two trees (undefined = the empty one), renames paired, sorted by path. Computed once per pair. */
export function diffTrees(git: Git, oldTree: string | undefined, newTree: string | undefined): readonly FileDiff[] {
  const memo = known.get(git.objects) ?? new Map<string, FileDiff[]>();
  known.set(git.objects, memo);
  const key = `${oldTree ?? ""}..${newTree ?? ""}`;
  const ready = memo.get(key);
  if (ready) return ready;
  const pairs = [...changedPairs(git, oldTree, newTree)];
  const removed = pairs.flatMap((pair) => (pair.old && !pair.new ? [pair.old] : []));
  const added = pairs.flatMap((pair) => (pair.new && !pair.old ? [pair.new] : []));
  const renames = pairRenames(removed, added, (entry) => contentOf(git, entry));
  const sources = new Set(renames.values());
  const files = pairs.flatMap((pair): FileDiff[] => {
    if (pair.old && pair.new) return [fileDiff(git, pair)];
    if (pair.old) return sources.has(pair.old) ? [] : [fileDiff(git, pair)];
    const from = pair.new && renames.get(pair.new);
    return [fileDiff(git, from ? { ...pair, old: from } : pair)];
  });
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  memo.set(key, files);
  return files;
}

/** Paths that differ between two trees, without looking at their content. */
export function changedPaths(git: Git, oldTree: string | undefined, newTree: string | undefined): string[] {
  return [...changedPairs(git, oldTree, newTree)].map((pair) => (pair.new ?? pair.old)?.path ?? "");
}

/** The files of a tree by path. */
export function filesOf(git: Git, tree: string | undefined): Map<string, PathEntry> {
  return new Map(tree === undefined ? [] : [...walkTree(git, tree)].map((entry) => [entry.path, entry]));
}
