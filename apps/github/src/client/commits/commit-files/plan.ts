import type { FileMode } from "../../contents/entries.ts";

/** A path and what it holds after the commit. */
export interface PathWrite {
  path: string;
  mode: FileMode;
  bytes: Buffer;
  /** The blob's id, known before GitHub is asked. */
  oid: string;
  /** An ordinary file before and after: the only kind that createCommitOnBranch makes. */
  ordinary: boolean;
}

/** What one operation does. */
export interface Change {
  op: string;
  path: string;
  /** Absent for a deletion, and where nothing changes. */
  write?: PathWrite | undefined;
  /** The path that vanishes: the deleted one, or a move's source. */
  removed?: string | undefined;
  additions: number;
  deletions: number;
  /** A unified diff, for previews; empty for what is no text. */
  diff: string;
}

/** A commit, ready to be sent. */
export interface CommitPlan {
  branch: string;
  message: string;
  /** The commit to build on; undefined in an empty repository. */
  parent: string | undefined;
  /** False where the branch is to be made. */
  branchExists: boolean;
  changes: readonly Change[];
}

/** A commit as GitHub made it. */
export interface MadeCommit {
  sha: string;
  url: string;
}

export function writesOf({ changes }: Pick<CommitPlan, "changes">): PathWrite[] {
  return changes.flatMap(({ write }) => write ?? []);
}

export function removalsOf({ changes }: Pick<CommitPlan, "changes">): string[] {
  return changes.flatMap(({ removed }) => removed ?? []);
}

/** A message as git has it: the first line, and what follows it. */
export function messageParts(message: string): { headline: string; body: string } {
  const [headline = "", ...body] = message.trim().split("\n");
  return { headline, body: body.join("\n").trim() };
}
