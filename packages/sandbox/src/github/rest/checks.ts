import type { JsonObject } from "../http/body.ts";
import { bodyOf, isObject, optionalObjects, optionalString, requiredString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { forbidden, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { annotationShape, checkRunShape } from "../shape/check-run.ts";
import { checkSuiteShape } from "../shape/check-suite.ts";
import { latestCheckRuns } from "../state/checks/latest.ts";
import type { Annotation, CheckConclusion, CheckRun, CheckStatus } from "../state/checks.ts";
import { resolveCommit } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import { advanceRuns } from "../state/actions/advance-runs.ts";

/** The commit a `{ref}` names: branch, tag or id. */
export function commitShaOf(call: Call, repository: Repository): string {
  advanceRuns(call.world, repository);
  const sha = resolveCommit(repository.git, call.params["ref"] ?? "", repository.defaultBranch);
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${call.params["ref"] ?? ""}`);
  return sha;
}

/** Fine-grained tokens have no permission that check runs would need. */
function readableRepository(call: Call): Repository {
  const repository = repositoryOf(call);
  if (call.viewer.token.kind !== "fine-grained") return repository;
  const headers = { "x-accepted-github-permissions": "checks=read" };
  throw forbidden("Resource not accessible by personal access token", headers);
}

function runOf(call: Call, repository: Repository): CheckRun {
  const run = repository.actions.checkRuns.find(({ id }) => id === Number(call.params["check_run_id"]));
  if (!run) throw notFound();
  return run;
}

function page(call: Call, repository: Repository, runs: readonly CheckRun[]): Reply {
  const name = call.query.get("check_name");
  const status = call.query.get("status");
  const rows = runs.filter((run) => (name === null || run.name === name) && (status === null || run.status === status));
  return paginate(call, rows, {
    shape: (run) => checkRunShape(call.world, repository, run),
    wrap: (checkRuns, total) => ({ total_count: total, check_runs: checkRuns }),
  });
}

function listOnCommit(call: Call): Reply {
  const repository = readableRepository(call);
  const sha = commitShaOf(call, repository);
  const all = call.query.get("filter") === "all";
  return page(
    call,
    repository,
    all ? repository.actions.checkRuns.filter(({ headSha }) => headSha === sha) : latestCheckRuns(repository, sha),
  );
}

function listSuites(call: Call): Reply {
  const repository = readableRepository(call);
  const sha = commitShaOf(call, repository);
  const suites = repository.actions.suites.filter(({ headSha }) => headSha === sha);
  return paginate(call, suites, {
    shape: (suite) => checkSuiteShape(call.world, repository, suite, call.viewer.account),
    wrap: (rows, total) => ({ total_count: total, check_suites: rows }),
  });
}

function readAnnotations(output: JsonObject): Annotation[] {
  return (optionalObjects(output, "annotations") ?? []).map((row) => ({
    path: requiredString(row, "path"),
    startLine: Number(row["start_line"]),
    endLine: Number(row["end_line"]),
    level: requiredString(row, "annotation_level") as Annotation["level"],
    title: optionalString(row, "title") ?? null,
    message: requiredString(row, "message"),
    rawDetails: optionalString(row, "raw_details") ?? null,
  }));
}

/** Writes what a reporter sends onto a check run; a conclusion completes it. */
function report(call: Call, run: CheckRun, body: JsonObject): void {
  const conclusion = optionalString(body, "conclusion") as CheckConclusion | undefined;
  const status = optionalString(body, "status") as CheckStatus | undefined;
  run.status = conclusion === undefined ? (status ?? run.status) : "completed";
  run.conclusion = conclusion ?? run.conclusion;
  if (run.status === "completed") run.completedAtMs ??= call.world.now();
  run.detailsUrl = optionalString(body, "details_url") ?? run.detailsUrl;
  run.externalId = optionalString(body, "external_id") ?? run.externalId;
  const output = body["output"];
  if (!isObject(output)) return;
  run.title = optionalString(output, "title") ?? run.title;
  run.summary = optionalString(output, "summary") ?? run.summary;
  run.text = optionalString(output, "text") ?? run.text;
  run.annotations.push(...readAnnotations(output));
}

/** Check runs are written by apps; people's tokens are refused. */
function reporterRepository(call: Call): Repository {
  const repository = repositoryOf(call, "push");
  if (call.viewer.token.kind !== "installation") throw forbidden("You must authenticate via a GitHub App.");
  return repository;
}

function create(call: Call): Reply {
  const { world } = call;
  const repository = reporterRepository(call);
  const body = bodyOf(call);
  const headSha = requiredString(body, "head_sha");
  if (!repository.git.objects.has(headSha)) throw new Refusal(422, `No commit found for SHA: ${headSha}`);
  const nowMs = world.now();
  const suite = {
    id: world.nextId("actions"),
    headSha,
    headBranch: repository.defaultBranch,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  const run: CheckRun = {
    id: world.nextId("actions"),
    suiteId: suite.id,
    name: requiredString(body, "name"),
    headSha,
    job: null,
    status: "queued",
    conclusion: null,
    startedAtMs: nowMs,
    completedAtMs: null,
    detailsUrl: null,
    externalId: "",
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  report(call, run, body);
  repository.actions.suites.push(suite);
  repository.actions.checkRuns.push(run);
  return { status: 201, body: checkRunShape(world, repository, run) };
}

function update(call: Call): Reply {
  const repository = reporterRepository(call);
  const run = runOf(call, repository);
  report(call, run, bodyOf(call));
  return { status: 200, body: checkRunShape(call.world, repository, run) };
}

const CHECKS = "/repos/{owner}/{repo}/check-runs";

export const checkRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/commits/{ref}/check-runs", listOnCommit),
  route("GET", "/repos/{owner}/{repo}/commits/{ref}/check-suites", listSuites),
  route("POST", CHECKS, create),
  route("GET", `${CHECKS}/{check_run_id}`, (call) => {
    const repository = readableRepository(call);
    return { status: 200, body: checkRunShape(call.world, repository, runOf(call, repository)) };
  }),
  route("PATCH", `${CHECKS}/{check_run_id}`, update),
  route("GET", `${CHECKS}/{check_run_id}/annotations`, (call) => {
    const repository = readableRepository(call);
    const run = runOf(call, repository);
    return paginate(call, run.annotations, {
      shape: (annotation) => annotationShape(call.world, repository, run, annotation),
    });
  }),
  route("GET", "/repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs", (call) => {
    const repository = readableRepository(call);
    const id = Number(call.params["check_suite_id"]);
    return page(
      call,
      repository,
      repository.actions.checkRuns.filter(({ suiteId }) => suiteId === id),
    );
  }),
];
