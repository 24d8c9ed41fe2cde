import type { FileMode, Git, Signature, TreeChange } from "../git/index.ts";
import { changeTree, commitOf, emptyTree, entryAt, writeBlob, writeCommit } from "../git/index.ts";
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

/** How a vendor signs commits: as a person, and as itself where it merges. */
export interface Signers {
  /** @param author Login. */
  person(author: string, atMs: number): Signature;
  merger(atMs: number): Signature;
}

/** Writes commits on top of a tip (undefined = a new history) and returns the last one's id. */
export function writeHistory(signers: Signers, git: Git, tip: string | undefined, steps: readonly Step[]): string {
  let head = tip;
  for (const { author, ageDays, message, files, merges } of steps) {
    const base: string = head === undefined ? emptyTree(git) : commitOf(git, head).tree;
    const atMs = daysAgo(ageDays);
    const signature = signers.person(author, atMs);
    head = writeCommit(git, {
      tree: changeTree(
        git,
        base,
        Object.entries(files).map(([path, file]) => change(git, base, path, file)),
      ),
      parents: [...(head === undefined ? [] : [head]), ...(merges === undefined ? [] : [merges])],
      author: signature,
      committer: merges === undefined ? signature : signers.merger(atMs),
      message,
    }).oid;
  }
  if (head === undefined) throw new Error("a history needs a step");
  return head;
}
