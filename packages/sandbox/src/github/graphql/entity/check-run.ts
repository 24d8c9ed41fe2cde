import { checkHtmlUrl } from "../../shape/check-run.ts";
import { entityId } from "../../shape/entity-id.ts";
import { isoTimeOrNull } from "../../shape/time.ts";
import type { Annotation, CheckRun } from "../../state/checks.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";
import { checkSuiteEntity } from "./check-suite.ts";
import { isRequired } from "./is-required.ts";

function annotationEntity(
  lens: Lens,
  repository: Repository,
  run: CheckRun,
  annotation: Annotation,
  index: number,
): Record<string, unknown> {
  return {
    annotationLevel: annotation.level.toUpperCase(),
    blobUrl: repositorySiteUrl(lens.world, repository, `/blob/${run.headSha}/${annotation.path}`).url,
    databaseId: index + 1,
    location: { start: { line: annotation.startLine, column: null }, end: { line: annotation.endLine, column: null } },
    message: annotation.message,
    path: annotation.path,
    rawDetails: annotation.rawDetails,
    title: annotation.title,
  };
}

/** `CheckRun` */
export function checkRunEntity(lens: Lens, repository: Repository, run: CheckRun): Entity {
  const url = checkHtmlUrl(lens.world, repository, run);
  return {
    __typename: "CheckRun",
    id: entityId("checkRun", repository, run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: isoTimeOrNull(run.startedAtMs),
    completedAt: isoTimeOrNull(run.completedAtMs),
    detailsUrl: run.detailsUrl ?? url,
    externalId: run.externalId,
    permalink: url,
    url,
    resourcePath: url.slice(lens.world.urls.html.length),
    title: run.title,
    summary: run.summary,
    text: run.text,
    isRequired: isRequired(repository, run.name),
    checkSuite: () => {
      const suite = repository.actions.suites.find(({ id }) => id === run.suiteId);
      return suite ? checkSuiteEntity(lens, repository, suite) : null;
    },
    repository: () => lens.repository(repository),
    annotations: (args: PageArguments) =>
      connection("annotations", args, [...run.annotations.entries()], ([i, row]) =>
        annotationEntity(lens, repository, run, row, i),
      ),
  };
}
