/** What readiness is judged by; each is looked at on its own, as GitLab's status names one reason and hides the others. */
export interface ReadinessFacts {
  state: string;
  /** `detailed_merge_status`. */
  status: string;
  draft: boolean;
  conflicts: boolean;
  /** Commits of the target that the source lacks, and whether the project minds. */
  behind: number;
  linear: boolean;
  pipeline: { required: boolean; status: string | undefined; skippedPasses: boolean };
  discussions: { required: boolean; unresolved: number };
  approvalsLeft: number;
  /** Who could give them; empty where GitLab does not say. */
  approvers: readonly string[];
  /** GitLab is rebasing it just now. */
  rebasing: boolean;
  autoMerge: boolean;
  /** The project merges by its train alone. */
  train: boolean;
}
