import { paginate } from "../http/page.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { jobShape } from "../shape/job.ts";
import { latestAttempt } from "../state/actions/latest-attempt.ts";
import { rerunJobs } from "../state/actions/rerun-jobs.ts";
import { jobOf, runOf } from "./run-of.ts";

/** Jobs of the last attempt, of all attempts (`filter=all`), or of the one in the path. */
function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const { run, attempt } = runOf(call, repository);
  const all = call.query.get("filter") === "all" && call.params["attempt_number"] === undefined;
  const rows = (all ? run.attempts : [attempt]).flatMap((each) => each.jobs.map((job) => ({ attempt: each, job })));
  return paginate(call, rows, {
    shape: (row) => jobShape(call.world, repository, run, row.attempt, row.job),
    wrap: (jobs, total) => ({ total_count: total, jobs }),
  });
}

function read(call: Call): Reply {
  const repository = repositoryOf(call);
  const { run, attempt, job } = jobOf(call, repository);
  return { status: 200, body: jobShape(call.world, repository, run, attempt, job) };
}

function rerun(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const { run, attempt, job } = jobOf(call, repository);
  if (attempt !== latestAttempt(run) || attempt.status !== "completed")
    throw new Refusal(403, "The workflow run containing this job is already running");
  rerunJobs(call.world, repository, run, [job], call.viewer.account.login);
  return { status: 201, body: {} };
}

const ACTIONS = "/repos/{owner}/{repo}/actions";

export const jobRoutes: readonly Route[] = [
  route("GET", `${ACTIONS}/runs/{run_id}/jobs`, list),
  route("GET", `${ACTIONS}/runs/{run_id}/attempts/{attempt_number}/jobs`, list),
  route("GET", `${ACTIONS}/jobs/{job_id}`, read),
  route("POST", `${ACTIONS}/jobs/{job_id}/rerun`, rerun),
];
