import { rollup } from "../checks/latest.ts";
import { mergeCommits } from "../git.ts";
import type { Pull } from "../pulls.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { isBehind, ruleViolations } from "./merge-rules.ts";
import { baseTip } from "./pull-diff.ts";

type MergeState = "behind" | "blocked" | "clean" | "dirty" | "draft" | "unknown" | "unstable";

export interface Mergeability {
  /** null: GitHub has not found out yet. */
  readonly mergeable: boolean | null;
  readonly state: MergeState;
}

/** Paths that a merge of the head into the base cannot settle by itself. */
export function conflictsOf(repository: Repository, pull: Pull): string[] {
  return mergeCommits(repository.git, baseTip(repository, pull), pull.headSha).conflicts;
}

/**
 * What one read of a pull request says. GitHub computes it in the background, so the first reads may say null: the
 * control's switch decides how many, and each read uses one up.
 */
export function readMergeability(world: World, repository: Repository, pull: Pull): Mergeability {
  const open = repository.issues.byNumber.get(pull.number)?.state === "open";
  if (!open) return { mergeable: null, state: "unknown" };
  if (world.mergeableUnknown > 0) {
    world.mergeableUnknown--;
    return { mergeable: null, state: "unknown" };
  }
  if (conflictsOf(repository, pull).length > 0) return { mergeable: false, state: "dirty" };
  if (pull.draft) return { mergeable: true, state: "draft" };
  if (ruleViolations(world, repository, pull).length > 0) return { mergeable: true, state: "blocked" };
  if (isBehind(repository, pull)) return { mergeable: true, state: "behind" };
  const checks = rollup(repository, pull.headSha);
  return { mergeable: true, state: checks === undefined || checks === "success" ? "clean" : "unstable" };
}
