import { toAnnotationRow, toJobRow } from "../../shape/job.ts";
import { listFacet, type FacetPage, type FacetPlace } from "../request/facets.ts";
import type { GithubClient } from "../github-client.ts";
import { listAnnotations, listEveryJob, listJobs } from "./jobs.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { isFailed } from "./workflow-runs.ts";

/** What can be read beside a run, by the names of its facets. */
export function runFacets(
  client: GithubClient,
  name: RepositoryName,
  run: { runId: number; attempt: number | undefined },
) {
  const at = { ...name, run_id: run.runId };
  return {
    jobs: (place: FacetPlace) => listFacet(place, (page) => listJobs(client, name, run, page), toJobRow),
    artifacts: (place: FacetPlace) =>
      listFacet(
        place,
        async (page) => {
          const { data, headers } = await client.rest.actions.listWorkflowRunArtifacts({ ...at, ...page });
          return { data: data.artifacts, headers };
        },
        (row) => ({
          artifact_id: row.id,
          name: row.name,
          size: row.size_in_bytes,
          expired: row.expired,
          created_at: row.created_at ?? undefined,
        }),
      ),
    annotations: (place: FacetPlace) => annotationFacet(client, name, run, place),
    pending_deployments: async () => {
      const { data } = await client.rest.actions.getPendingDeploymentsForRun(at);
      const rows = data.map(({ environment, wait_timer, current_user_can_approve, reviewers }) => ({
        environment: environment.name ?? "",
        can_approve: current_user_can_approve,
        wait_minutes: wait_timer,
        reviewers: reviewers.flatMap(({ reviewer }) => nameOf(reviewer)),
      }));
      return wholeFacet(rows);
    },
  };
}

/** Jobs whose annotations one call reads. */
const MOST_JOBS = 10;

/** GitHub keeps annotations with each job: those of jobs that went wrong come first. The cursor counts rows. */
async function annotationFacet(
  client: GithubClient,
  name: RepositoryName,
  { runId, attempt }: { runId: number; attempt: number | undefined },
  { limit, cursor = "0" }: FacetPlace,
) {
  const from = Number(cursor);
  const jobs =
    attempt === undefined
      ? await listEveryJob(client, name, runId)
      : (await listJobs(client, name, { runId, attempt }, { per_page: 100, page: 1 })).data;
  const ended = jobs.filter(({ conclusion }) => conclusion !== null && conclusion !== "skipped");
  const asked = ended.toSorted((a, b) => Number(isFailed(b)) - Number(isFailed(a))).slice(0, MOST_JOBS);
  const read = await Promise.all(asked.map((job) => listAnnotations(client, name, job, 100)));
  const rows = asked.flatMap((job, index) => (read[index] ?? []).map((row) => toAnnotationRow(job.name, row)));
  return pageOfRows(rows, from, limit);
}

function pageOfRows<Row>(rows: readonly Row[], from: number, limit: number): FacetPage<Row> {
  return {
    rows: rows.slice(from, from + limit),
    after: (shown) => (from + shown < rows.length ? String(from + shown) : undefined),
  };
}

/** A facet that is never long. */
function wholeFacet<Row>(rows: Row[]): FacetPage<Row> {
  return { rows, after: () => undefined };
}

function nameOf(reviewer: { login?: string; slug?: string } | undefined): string[] {
  const named = reviewer?.login ?? reviewer?.slug;
  return named === undefined ? [] : [named];
}
