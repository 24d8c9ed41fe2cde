import { requiredText } from "../http/input.ts";
import { developer, jobOf, pipelineOf, projectOf } from "../http/lookup.ts";
import { paginate } from "../http/page.ts";
import { created, forbidden, ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { bridgeShape, jobShape, pipelineRow, pipelineShape } from "../shape/pipeline.ts";
import { presentJobs, statusOf, type Job, type Pipeline } from "../state/pipeline.ts";
import { retryJobs, startPipeline } from "../state/start-pipeline.ts";

function list(call: Call) {
  const project = projectOf(call);
  const { query } = call;
  const [after, before] = ["updated_after", "updated_before"].map((name) => Date.parse(query.get(name) ?? ""));
  const rows = project.pipelines.filter(
    (row) =>
      (!query.has("ref") || row.ref === query.get("ref")) &&
      (!query.has("sha") || row.sha === query.get("sha")) &&
      (!query.has("status") || statusOf(row) === query.get("status")) &&
      (!query.has("source") || row.source === query.get("source")) &&
      (!query.has("username") || row.user === query.get("username")) &&
      !(row.createdAtMs < (after ?? Number.NaN)) &&
      !(row.createdAtMs > (before ?? Number.NaN)),
  );
  return paginate(call, rows.toReversed(), (row) => pipelineRow(call.world, project, row));
}

function create(call: Call) {
  const project = developer(call);
  const variables = (call.body["variables"] ?? []) as Pipeline["variables"];
  const inputs = (call.body["inputs"] ?? {}) as Record<string, unknown>;
  const order = { ref: requiredText(call, "ref"), source: "api", user: call.user?.username ?? "", variables, inputs };
  if (!project.git.refs.has(`refs/heads/${order.ref}`)) {
    throw new Refusal(400, { message: { base: ["Reference not found"] } });
  }
  const pipeline = startPipeline(call.world, project, order);
  if (!pipeline) throw new Refusal(400, { message: { base: ["Missing CI config file"] } });
  return created(pipelineShape(call.world, project, pipeline));
}

function cancelJob(job: Job): void {
  if (job.status === "running" || job.status === "created") job.status = "canceling";
}

function reportOf({ testCases }: Pipeline) {
  const failed = testCases.filter(({ status }) => status === "failed").length;
  const suite = {
    name: "test",
    total_time: 12.5,
    total_count: testCases.length,
    success_count: testCases.length - failed,
    failed_count: failed,
    skipped_count: 0,
    error_count: 0,
    suite_error: null,
    test_cases: testCases.map(({ name, classname, file, status, systemOutput }) => ({
      status,
      name,
      classname,
      file,
      execution_time: 0.01,
      system_output: systemOutput,
      stack_trace: null,
    })),
  };
  const { name: _name, suite_error: _error, test_cases: _cases, ...totals } = suite;
  return { ...totals, test_suites: testCases.length > 0 ? [suite] : [] };
}

function jobsOf(call: Call) {
  const project = projectOf(call);
  const pipeline = pipelineOf(call, project);
  const scopes = call.query.getAll("scope[]");
  const retried = call.query.get("include_retried") === "true";
  const rows = (retried ? pipeline.jobs : presentJobs(pipeline)).filter(
    ({ status }) => scopes.length === 0 || scopes.includes(status),
  );
  return paginate(call, rows.toReversed(), (job) => jobShape(call.world, project, pipeline, job));
}

function actOnJob(call: Call, act: (job: Job, pipeline: Pipeline) => Job) {
  const project = developer(call);
  const { job, pipeline } = jobOf(call, project);
  return created(jobShape(call.world, project, pipeline, act(job, pipeline)));
}

const BASE = "/projects/{id}/pipelines";

export const pipelineRoutes: readonly Route[] = [
  route("GET", BASE, list),
  route("POST", "/projects/{id}/pipeline", create),
  route("GET", `${BASE}/latest`, (call) => {
    const project = projectOf(call);
    const ref = call.query.get("ref") ?? project.defaultBranch;
    const found = project.pipelines.findLast((row) => row.ref === ref);
    if (!found) throw new Refusal(403, "403 Forbidden");
    return ok(pipelineShape(call.world, project, found));
  }),
  route("GET", `${BASE}/{pipeline_id}`, (call) => {
    const project = projectOf(call);
    return ok(pipelineShape(call.world, project, pipelineOf(call, project)));
  }),
  route("GET", `${BASE}/{pipeline_id}/jobs`, jobsOf),
  route("GET", `${BASE}/{pipeline_id}/bridges`, (call) => {
    const project = projectOf(call);
    const pipeline = pipelineOf(call, project);
    return paginate(call, pipeline.bridges, (row) => bridgeShape(call.world, project, pipeline, row));
  }),
  route("GET", `${BASE}/{pipeline_id}/test_report`, (call) => ok(reportOf(pipelineOf(call, projectOf(call))))),
  route("GET", `${BASE}/{pipeline_id}/variables`, (call) => {
    const { variables } = pipelineOf(call, developer(call));
    // The one list here that has no pages.
    return ok(
      variables.map(({ key, value, variable_type: type = "env_var" }) => ({
        variable_type: type,
        key,
        value,
        raw: false,
      })),
    );
  }),
  route("POST", `${BASE}/{pipeline_id}/retry`, (call) => {
    const project = developer(call);
    const pipeline = pipelineOf(call, project);
    const over = presentJobs(pipeline).filter(({ status }) => status === "failed" || status === "canceled");
    retryJobs(call.world, pipeline, over);
    return created(pipelineShape(call.world, project, pipeline));
  }),
  route("POST", `${BASE}/{pipeline_id}/cancel`, (call) => {
    const project = developer(call);
    const pipeline = pipelineOf(call, project);
    for (const job of presentJobs(pipeline)) cancelJob(job);
    return created(pipelineShape(call.world, project, pipeline));
  }),
  route("GET", "/projects/{id}/jobs/{job_id}", (call) => {
    const project = projectOf(call);
    const { job, pipeline } = jobOf(call, project);
    return ok(jobShape(call.world, project, pipeline, job));
  }),
  route("GET", "/projects/{id}/jobs/{job_id}/trace", (call) => {
    const { job } = jobOf(call, projectOf(call));
    if (job.trace === undefined) throw new Refusal(404, "404 Not found");
    return { status: 200, raw: Buffer.from(job.trace()), headers: { "content-type": "text/plain" } };
  }),
  route("POST", "/projects/{id}/jobs/{job_id}/retry", (call) =>
    actOnJob(call, (job, pipeline) => {
      if (job.status !== "failed" && job.status !== "canceled" && job.status !== "success") {
        throw new Refusal(403, "403 Forbidden - Job is not retryable");
      }
      const [fresh] = retryJobs(call.world, pipeline, [job]);
      if (!fresh) throw forbidden();
      return fresh;
    }),
  ),
  route("POST", "/projects/{id}/jobs/{job_id}/cancel", (call) =>
    actOnJob(call, (job) => {
      cancelJob(job);
      return job;
    }),
  ),
];
