import { advanceRuns } from "../../state/actions/advance-runs.ts";
import { latestCheckRuns, latestStatuses, rollup } from "../../state/checks/latest.ts";
import { objectNodeId } from "../../state/object-node-id.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Entity, Lens } from "../lens.ts";

/** `StatusCheckRollup` of a commit; null where nothing reported. */
export function rollupEntity(lens: Lens, repository: Repository, sha: string): Entity | null {
  advanceRuns(lens.world, repository);
  const verdict = rollup(repository, sha);
  if (verdict === undefined) return null;
  const checks = latestCheckRuns(repository, sha);
  const statuses = latestStatuses(repository, sha);
  // Fine-grained tokens have no permission that check runs would need. An error in a list stands for one row of it.
  const hidden = lens.viewer.token.kind === "fine-grained";
  const rows = [
    ...checks.map(
      (run) => () =>
        hidden
          ? graphqlRefusal("FORBIDDEN", "Resource not accessible by personal access token")
          : lens.checkRun(repository, run),
    ),
    ...statuses.map((status) => () => lens.statusContext(repository, status)),
  ];
  return {
    __typename: "StatusCheckRollup",
    id: objectNodeId("C", repository, `rollup:${sha}`),
    state: verdict.toUpperCase(),
    commit: () => lens.commit(repository, sha),
    contexts: (args: PageArguments) => ({
      ...connection("contexts", args, rows, (row) => row()),
      checkRunCount: checks.length,
      statusContextCount: statuses.length,
    }),
  };
}
