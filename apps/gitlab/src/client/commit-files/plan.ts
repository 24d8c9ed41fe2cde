/** What a path holds after a commit. */
export interface Written {
  blobId: string;
  /** In place of that, where the repository keeps new files of this kind in Git LFS: GitLab does it by itself. */
  pointerId?: string | undefined;
}

/** What one operation does. */
export interface Change {
  op: string;
  path: string;
  /** What the path holds afterwards; absent for a deletion, and where nothing changes. */
  write?: Written | undefined;
  /** The path that vanishes: the deleted one, or a move's source. */
  removed?: string | undefined;
  /** The action that is sent; absent where nothing changes. */
  action?: CommitAction | undefined;
  additions: number;
  deletions: number;
  /** A unified diff, for previews; empty for what is no text. */
  diff: string;
}

/** As the API takes it, in gitbeaker's spelling. */
export interface CommitAction {
  action: "create" | "update" | "delete" | "move" | "chmod";
  filePath: string;
  previousPath?: string;
  content?: string;
  encoding?: "text" | "base64";
  lastCommitId?: string;
  executeFilemode?: boolean;
}

/** A commit, ready to be sent. */
export interface CommitPlan {
  branch: string;
  message: string;
  parent: string | undefined;
  branchExists: boolean;
  changes: readonly Change[];
}

export function actionsOf({ changes }: Pick<CommitPlan, "changes">): CommitAction[] {
  return changes.flatMap(({ action }) => action ?? []);
}
