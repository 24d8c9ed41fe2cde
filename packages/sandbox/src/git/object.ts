import { createHash } from "node:crypto";

export type FileMode = "100644" | "100755" | "120000" | "160000" | "040000";

export interface Signature {
  name: string;
  email: string;
  /** Milliseconds since the epoch; git keeps whole seconds. */
  atMs: number;
  /** As git writes it, "+0000" unless said. */
  zone?: string;
}

export interface Blob {
  type: "blob";
  oid: string;
  data: Buffer;
}

export interface TreeEntry {
  mode: FileMode;
  name: string;
  oid: string;
}

export interface Tree {
  type: "tree";
  oid: string;
  /** In git's order: by name, directories as if they ended in a slash. */
  entries: readonly TreeEntry[];
}

export interface CommitFacts {
  tree: string;
  parents: readonly string[];
  author: Signature;
  committer: Signature;
  message: string;
  /** Armored signature; it is part of the object, as in git. */
  gpgsig?: string;
}

export interface Commit extends CommitFacts {
  type: "commit";
  oid: string;
}

export interface TagFacts {
  object: string;
  objectType: "commit" | "tree" | "blob" | "tag";
  name: string;
  tagger: Signature;
  message: string;
}

export interface Tag extends TagFacts {
  type: "tag";
  oid: string;
}

export type GitObject = Blob | Tree | Commit | Tag;

export function objectId(type: GitObject["type"], payload: Buffer): string {
  return createHash("sha1").update(`${type} ${payload.length}\0`).update(payload).digest("hex");
}

/** Git's order of tree entries: bytewise, a directory's name counting as if it ended in "/". */
export function compareEntries(left: TreeEntry, right: TreeEntry): number {
  const key = (entry: TreeEntry): Buffer => Buffer.from(entry.mode === "040000" ? `${entry.name}/` : entry.name);
  return Buffer.compare(key(left), key(right));
}

function person(signature: Signature): string {
  return `${signature.name} <${signature.email}> ${Math.floor(signature.atMs / 1000)} ${signature.zone ?? "+0000"}`;
}

const endLine = (message: string): string => (message === "" || message.endsWith("\n") ? message : `${message}\n`);

/** The payload that git hashes and stores (without the `type size\0` header). */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ mode, name, oid }) => [
      Buffer.from(`${mode === "040000" ? "40000" : mode} ${name}\0`),
      Buffer.from(oid, "hex"),
    ]),
  );
}

export function encodeCommit(facts: CommitFacts): Buffer {
  const lines = [
    `tree ${facts.tree}`,
    ...facts.parents.map((parent) => `parent ${parent}`),
    `author ${person(facts.author)}`,
    `committer ${person(facts.committer)}`,
  ];
  // Continuation lines of a header start with one space (git's commit format).
  if (facts.gpgsig) lines.push(`gpgsig ${facts.gpgsig.trimEnd().split("\n").join("\n ")}`);
  return Buffer.from(`${lines.join("\n")}\n\n${endLine(facts.message)}`);
}

export function encodeTag(facts: TagFacts): Buffer {
  return Buffer.from(
    `object ${facts.object}\ntype ${facts.objectType}\ntag ${facts.name}\ntagger ${person(facts.tagger)}\n\n${endLine(facts.message)}`,
  );
}

/** The payload of any object. */
export function encodeObject(object: GitObject): Buffer {
  switch (object.type) {
    case "blob":
      return object.data;
    case "tree":
      return encodeTree(object.entries);
    case "commit":
      return encodeCommit(object);
    case "tag":
      return encodeTag(object);
  }
}
