import type { Pull } from "../pulls.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { findAccount } from "../world.ts";
import { isBehind, ruleViolations } from "./merge-rules.ts";
import { mergePull } from "./merge-pull.ts";
import { conflictsOf } from "./mergeability.ts";

/** Auto-merge: as soon as nothing is in the way any more, the one who asked for it merges. */
export function mergeWhenReady(world: World, repository: Repository, pull: Pull): void {
  const { autoMerge } = pull;
  const by = autoMerge && findAccount(world, autoMerge.enabledBy);
  if (!autoMerge || !by || pull.draft || isBehind(repository, pull)) return;
  if (ruleViolations(world, repository, pull, by.login).length > 0 || conflictsOf(repository, pull).length > 0) return;
  mergePull(world, repository, pull, {
    method: autoMerge.method,
    by,
    ...(autoMerge.commitTitle === null ? {} : { title: autoMerge.commitTitle }),
    ...(autoMerge.commitMessage === null ? {} : { message: autoMerge.commitMessage }),
  });
  world.changed({ event: "pull_request", action: "closed", repository, sender: by, payload: { number: pull.number } });
}
