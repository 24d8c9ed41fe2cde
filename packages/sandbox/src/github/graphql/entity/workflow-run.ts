import { entityId } from "../../shape/entity-id.ts";
import { isoTime } from "../../shape/time.ts";
import type { Run } from "../../state/actions.ts";
import { latestAttempt } from "../../state/actions/latest-attempt.ts";
import type { Repository } from "../../state/repository.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";
import { checkSuiteEntity } from "./check-suite.ts";

/** `WorkflowRun` */
export function workflowRunEntity(lens: Lens, repository: Repository, run: Run): Entity {
  const workflow = repository.actions.workflows.find(({ id }) => id === run.workflowId);
  return {
    __typename: "WorkflowRun",
    id: entityId("run", repository, run.id),
    databaseId: run.id,
    runNumber: run.runNumber,
    event: run.event,
    ...repositorySiteUrl(lens.world, repository, `/actions/runs/${run.id}`),
    createdAt: isoTime(run.createdAtMs),
    updatedAt: isoTime(latestAttempt(run).updatedAtMs),
    checkSuite: () => {
      const suite = repository.actions.suites.find(({ id }) => id === run.suiteId);
      return suite ? checkSuiteEntity(lens, repository, suite) : null;
    },
    workflow: workflow && {
      __typename: "Workflow",
      id: entityId("workflow", repository, workflow.id),
      databaseId: workflow.id,
      name: workflow.name,
      state: workflow.state.toUpperCase(),
      createdAt: isoTime(workflow.createdAtMs),
      updatedAt: isoTime(workflow.updatedAtMs),
      ...repositorySiteUrl(lens.world, repository, `/actions/workflows/${workflow.path.split("/").at(-1) ?? ""}`),
    },
  };
}
