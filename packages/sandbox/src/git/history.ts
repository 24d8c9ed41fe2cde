import type { Commit } from "./object.ts";
import type { Git } from "./store.ts";
import { commitOf } from "./store.ts";
import { entryAt } from "./tree.ts";

/** Every commit reachable from the tips, as a set of ids. */
function reachable(git: Git, ...tips: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...tips];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    open.push(...commitOf(git, oid).parents);
  }
  return seen;
}

/** True where `ancestor` is `descendant` or one of its ancestors: what a fast-forward needs. */
export function isAncestor(git: Git, ancestor: string, descendant: string): boolean {
  return ancestor === descendant || reachable(git, descendant).has(ancestor);
}

/** The best common ancestor, or undefined for unrelated histories. */
export function mergeBase(git: Git, left: string, right: string): string | undefined {
  const ours = reachable(git, left);
  const common = [...reachable(git, right)].filter((oid) => ours.has(oid));
  const beaten = new Set<string>();
  for (const oid of common) for (const parent of commitOf(git, oid).parents) beaten.add(parent);
  // Of several best ones (a criss-cross) the newest: what `git merge-base` prints first.
  return common
    .filter((oid) => !beaten.has(oid))
    .toSorted((a, b) => commitOf(git, b).committer.atMs - commitOf(git, a).committer.atMs)[0];
}

/** Commits from a tip, newest first and children before parents; `without` and what it reaches are left out. */
export function history(git: Git, tip: string, without?: string): Commit[] {
  const hidden = without === undefined ? new Set<string>() : reachable(git, without);
  const waiting = new Map<string, number>();
  const members = [...reachable(git, tip)].filter((oid) => !hidden.has(oid));
  for (const oid of members)
    for (const parent of commitOf(git, oid).parents) waiting.set(parent, (waiting.get(parent) ?? 0) + 1);
  const ready = members.filter((oid) => !waiting.has(oid)).map((oid) => commitOf(git, oid));
  const out: Commit[] = [];
  while (ready.length > 0) {
    ready.sort((a, b) => a.committer.atMs - b.committer.atMs);
    const commit = ready.pop();
    if (!commit) break;
    out.push(commit);
    for (const parent of commit.parents) {
      const left = (waiting.get(parent) ?? 0) - 1;
      waiting.set(parent, left);
      if (left === 0 && !hidden.has(parent)) ready.push(commitOf(git, parent));
    }
  }
  return out;
}

/** True where the commit changed what is at the path (file or directory), against its first parent and, in a merge, all. */
export function touches(git: Git, commit: Commit, path: string): boolean {
  const at = (oid: string): string | undefined => {
    const entry = entryAt(git, commitOf(git, oid).tree, path);
    return entry && `${entry.mode} ${entry.oid}`;
  };
  const here = at(commit.oid);
  return commit.parents.length === 0 ? here !== undefined : commit.parents.every((parent) => at(parent) !== here);
}

/** Commits that only `head` has, and only `base` has. */
export function aheadBehind(git: Git, base: string, head: string): { ahead: number; behind: number } {
  const ours = reachable(git, base);
  const theirs = reachable(git, head);
  return {
    ahead: [...theirs].filter((oid) => !ours.has(oid)).length,
    behind: [...ours].filter((oid) => !theirs.has(oid)).length,
  };
}
