import { ACTIONS_APP } from "../../shape/app.ts";
import { suiteVerdict } from "../../shape/check-suite.ts";
import { entityId } from "../../shape/entity-id.ts";
import { isoTime } from "../../shape/time.ts";
import type { CheckSuite } from "../../state/checks.ts";
import { nodeId } from "../../state/node-id.ts";
import type { Repository } from "../../state/repository.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl, siteUrl } from "../site-url.ts";

/** `CheckSuite` */
export function checkSuiteEntity(lens: Lens, repository: Repository, suite: CheckSuite): Entity {
  const runs = repository.actions.checkRuns.filter(({ suiteId }) => suiteId === suite.id);
  const { status, conclusion } = suiteVerdict(runs);
  return {
    __typename: "CheckSuite",
    id: entityId("checkSuite", repository, suite.id),
    databaseId: suite.id,
    app: {
      __typename: "App",
      id: nodeId("A", ACTIONS_APP.id),
      databaseId: ACTIONS_APP.id,
      name: ACTIONS_APP.name,
      slug: ACTIONS_APP.slug,
      url: siteUrl(lens.world, `/apps/${ACTIONS_APP.slug}`).url,
    },
    branch: () => lens.ref(repository, `refs/heads/${suite.headBranch}`),
    commit: () => lens.commit(repository, suite.headSha),
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
    createdAt: isoTime(suite.createdAtMs),
    updatedAt: isoTime(suite.updatedAtMs),
    repository: () => lens.repository(repository),
    workflowRun: () => {
      const run = repository.actions.runs.find(({ suiteId }) => suiteId === suite.id);
      return run ? lens.workflowRun(repository, run) : null;
    },
    ...repositorySiteUrl(lens.world, repository, `/commit/${suite.headSha}/checks?check_suite_id=${suite.id}`),
  };
}
