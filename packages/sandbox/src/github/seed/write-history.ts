import type { FileMode, Git, TreeChange } from "../state/git.ts";
import { changeTree, commitOf, emptyTree, entryAt, writeBlob, writeCommit } from "../state/git.ts";
import { signatureOf, webFlow } from "../state/signature.ts";
import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";
import { daysAgo } from "./epoch.ts";

/** What a step leaves at a path: text, bytes, nothing (null), or either with a mode of its own. */
export type SeedFile = string | Buffer | null | { mode: FileMode; content: string | Buffer } | { submodule: string };

export type SeedFiles = Readonly<Record<string, SeedFile>>;

/** One commit of the seed. */
export interface Step {
  /** Login. */
  author: string;
  ageDays: number;
  message: string;
  files: SeedFiles;
  /** A second parent: the commit merges it (and names what the merge leaves in `files`). */
  merges?: string;
}

function change(git: Git, tree: string, path: string, file: SeedFile): TreeChange {
  if (file === null) return { path, mode: "100644", oid: null };
  if (typeof file === "string" || Buffer.isBuffer(file)) {
    // A file keeps the mode it had, as an editor would leave it.
    const old = entryAt(git, tree, path)?.mode;
    return { path, mode: old === "100755" ? old : "100644", oid: writeBlob(git, file).oid };
  }
  if ("submodule" in file) return { path, mode: "160000", oid: file.submodule };
  return { path, mode: file.mode, oid: writeBlob(git, file.content).oid };
}

/** Writes commits on top of a tip (undefined = a new history) and returns the last one's id. */
export function writeHistory(world: World, git: Git, tip: string | undefined, steps: readonly Step[]): string {
  let head = tip;
  for (const { author, ageDays, message, files, merges } of steps) {
    const account = findAccount(world, author);
    if (!account) throw new Error(`no account ${author} in the seed`);
    const base: string = head === undefined ? emptyTree(git) : commitOf(git, head).tree;
    const atMs = daysAgo(ageDays);
    const signature = signatureOf(account, atMs);
    head = writeCommit(git, {
      tree: changeTree(
        git,
        base,
        Object.entries(files).map(([path, file]) => change(git, base, path, file)),
      ),
      parents: [...(head === undefined ? [] : [head]), ...(merges === undefined ? [] : [merges])],
      author: signature,
      committer: merges === undefined ? signature : webFlow(atMs),
      message,
    }).oid;
  }
  if (head === undefined) throw new Error("a history needs a step");
  return head;
}
