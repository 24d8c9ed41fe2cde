import { entryAt } from "./tree.ts";
import type { GitObject } from "./object.ts";
import type { Git } from "./store.ts";
import { readCommit, readTag } from "./store.ts";

const HEX = /^[0-9a-f]{4,40}$/;

function named(git: Git, name: string, head: string): string | undefined {
  if (name === "HEAD") return git.refs.get(`refs/heads/${head}`);
  for (const full of [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, name]) {
    const oid = git.refs.get(full);
    if (oid) return oid;
  }
  if (!HEX.test(name)) return undefined;
  if (name.length === 40) return git.objects.has(name) ? name : undefined;
  const found = [...git.objects.keys()].filter((oid) => oid.startsWith(name));
  return found.length === 1 ? found[0] : undefined;
}

/** Follows annotated tags to what they name. */
export function peel(git: Git, oid: string): string {
  const tag = readTag(git, oid);
  return tag ? peel(git, tag.object) : oid;
}

/**
 * The commit a revision names: branch, tag, full ref, "HEAD", full or unique short id, with `~n` and `^n` behind.
 * `head` is the default branch. Undefined where nothing (or no commit) is meant.
 */
export function resolveCommit(git: Git, revision: string, head = "main"): string | undefined {
  const split = /^(.*?)((?:[~^]\d*)*)$/.exec(revision);
  const start = named(git, split?.[1] ?? revision, head);
  let oid = start && peel(git, start);
  for (const [, sign, digits] of (split?.[2] ?? "").matchAll(/([~^])(\d*)/g)) {
    const count = digits ? Number(digits) : 1;
    if (sign === "^" && count > 0) oid = oid && readCommit(git, oid)?.parents[count - 1];
    else if (sign === "~") for (let step = 0; step < count; step++) oid = oid && readCommit(git, oid)?.parents[0];
  }
  return oid && readCommit(git, oid) ? oid : undefined;
}

/** What GraphQL's `object(expression:)` finds: `REV:path`, a revision, or any object id. */
export function readExpression(git: Git, expression: string, head = "main"): GitObject | undefined {
  const colon = expression.indexOf(":");
  if (colon < 0) {
    const oid = named(git, expression, head) ?? resolveCommit(git, expression, head);
    return oid === undefined ? undefined : git.objects.get(oid);
  }
  const commit = resolveCommit(git, expression.slice(0, colon), head);
  const tree = commit && readCommit(git, commit)?.tree;
  const entry = tree === undefined ? undefined : entryAt(git, tree, expression.slice(colon + 1));
  return entry && git.objects.get(entry.oid);
}
