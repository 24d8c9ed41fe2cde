import type { FileMode, TreeEntry } from "./object.ts";
import type { Git } from "./store.ts";
import { readTree, writeTree } from "./store.ts";

/** A tree entry with its path from the root. */
export interface PathEntry {
  path: string;
  mode: FileMode;
  oid: string;
}

/** What a path shall become: an object, or gone (`oid: null`). */
export interface TreeChange {
  path: string;
  mode: FileMode;
  oid: string | null;
}

export const emptyTree = (git: Git): string => writeTree(git, []).oid;

/** The entry at a path ("" is the tree itself), or undefined. */
export function entryAt(git: Git, treeOid: string, path: string): PathEntry | undefined {
  let entry: PathEntry = { path: "", mode: "040000", oid: treeOid };
  for (const name of path.split("/").filter((part) => part !== "")) {
    const next = readTree(git, entry.oid)?.entries.find((candidate) => candidate.name === name);
    if (!next) return undefined;
    entry = { path: entry.path === "" ? name : `${entry.path}/${name}`, mode: next.mode, oid: next.oid };
  }
  return entry;
}

/** Every entry below a tree, depth first in git's order; directories included only with `trees`. */
export function* walkTree(git: Git, treeOid: string, trees = false, prefix = ""): Generator<PathEntry> {
  for (const { mode, name, oid } of readTree(git, treeOid)?.entries ?? []) {
    const path = prefix + name;
    if (mode !== "040000") yield { path, mode, oid };
    else {
      if (trees) yield { path, mode, oid };
      yield* walkTree(git, oid, trees, `${path}/`);
    }
  }
}

/** The tree with changes applied; directories appear and vanish as git has them. Returns the new tree's id. */
export function changeTree(git: Git, treeOid: string | undefined, changes: readonly TreeChange[]): string {
  const entries = new Map<string, TreeEntry>();
  for (const entry of treeOid === undefined ? [] : (readTree(git, treeOid)?.entries ?? []))
    entries.set(entry.name, entry);
  const below = new Map<string, TreeChange[]>();
  for (const change of changes) {
    const slash = change.path.indexOf("/");
    if (slash < 0) {
      if (change.oid === null) entries.delete(change.path);
      else entries.set(change.path, { mode: change.mode, name: change.path, oid: change.oid });
      continue;
    }
    const name = change.path.slice(0, slash);
    const group = below.get(name) ?? [];
    group.push({ ...change, path: change.path.slice(slash + 1) });
    below.set(name, group);
  }
  for (const [name, group] of below) {
    const old = entries.get(name);
    const oid = changeTree(git, old?.mode === "040000" ? old.oid : undefined, group);
    if (readTree(git, oid)?.entries.length === 0) {
      // A deletion inside something that is no directory leaves it alone.
      if (old === undefined || old.mode === "040000") entries.delete(name);
    } else entries.set(name, { mode: "040000", name, oid });
  }
  return writeTree(git, [...entries.values()]).oid;
}
