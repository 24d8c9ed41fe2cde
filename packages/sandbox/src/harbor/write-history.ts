import type { CommitFacts, FileMode, Git, GitObject, Signature, TreeChange } from "../git/index.ts";
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

/** What a history came to: its last commit, and every object that was written or looked at for it. */
interface Written {
  head: string;
  objects: ReadonlyMap<string, GitObject>;
}

const written = new WeakMap<readonly Step[], Map<string, Written>>();

/**
 * Writes commits on top of a tip (undefined = a new history) and returns the last one's id. The same steps on the same tip,
 * signed alike, are the same objects: each further world takes those of the first.
 */
export function writeHistory(signers: Signers, git: Git, tip: string | undefined, steps: readonly Step[]): string {
  const signed = steps.map((step) => signatures(signers, step));
  const key = JSON.stringify([tip, signed]);
  const known = written.get(steps)?.get(key);
  if (known !== undefined) {
    for (const [oid, object] of known.objects) if (!git.objects.has(oid)) git.objects.set(oid, object);
    return known.head;
  }
  const noted = new NotedObjects(git.objects);
  let head = tip;
  for (const [index, step] of steps.entries()) {
    head = writeStep({ objects: noted, refs: git.refs }, head, step, signed[index] ?? signatures(signers, step));
  }
  if (head === undefined) throw new Error("a history needs a step");
  const ofSteps = written.get(steps) ?? new Map<string, Written>();
  written.set(steps, ofSteps.set(key, { head, objects: noted.noted }));
  return head;
}

type Signatures = Pick<CommitFacts, "author" | "committer">;

function signatures(signers: Signers, { author, ageDays, merges }: Step): Signatures {
  const atMs = daysAgo(ageDays);
  const signature = signers.person(author, atMs);
  return { author: signature, committer: merges === undefined ? signature : signers.merger(atMs) };
}

function writeStep(git: Git, head: string | undefined, { message, files, merges }: Step, signed: Signatures): string {
  const base: string = head === undefined ? emptyTree(git) : commitOf(git, head).tree;
  return writeCommit(git, {
    tree: changeTree(
      git,
      base,
      Object.entries(files).map(([path, file]) => change(git, base, path, file)),
    ),
    parents: [...(head === undefined ? [] : [head]), ...(merges === undefined ? [] : [merges])],
    ...signed,
    message,
  }).oid;
}

/** A repository's objects, with a note of those that were asked for or written. */
class NotedObjects extends Map<string, GitObject> {
  readonly noted = new Map<string, GitObject>();
  readonly #objects: Map<string, GitObject>;

  constructor(objects: Map<string, GitObject>) {
    super();
    this.#objects = objects;
  }

  override get(oid: string): GitObject | undefined {
    const object = this.#objects.get(oid);
    if (object !== undefined) this.noted.set(oid, object);
    return object;
  }

  override set(oid: string, object: GitObject): this {
    this.#objects.set(oid, object);
    this.noted.set(oid, object);
    return this;
  }
}
