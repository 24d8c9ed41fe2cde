import { bodyOf, isObject, optionalBoolean, requiredString } from "../http/body.ts";
import { paginate } from "../http/page.ts";
import { notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../shape/repository.ts";
import { workflowShape } from "../shape/workflow.ts";
import { commitOf, resolveCommit } from "../state/git.ts";
import type { Workflow } from "../state/actions.ts";
import { startRun } from "../state/actions/start-run.ts";
import { workflowFile } from "../state/actions/workflow-file.ts";
import type { Repository } from "../state/repository.ts";

/** By id or by file name: both may stand in the path. */
export function workflowOf(call: Call, repository: Repository): Workflow {
  const wanted = call.params["workflow_id"] ?? "";
  const found = repository.actions.workflows.find(
    ({ id, path }) => String(id) === wanted || path.endsWith(`/${wanted}`),
  );
  if (!found) throw notFound();
  return found;
}

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  return paginate(call, repository.actions.workflows, {
    shape: (workflow) => workflowShape(call.world, repository, workflow),
    wrap: (page, total) => ({ total_count: total, workflows: page }),
  });
}

/** Starts a run. The answer is empty unless `return_run_details` asks for the run. */
function dispatch(call: Call): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call, "push");
  const workflow = workflowOf(call, repository);
  const body = bodyOf(call);
  const ref = requiredString(body, "ref").replace(/^refs\/(heads|tags)\//, "");
  const sha = resolveCommit(repository.git, ref, repository.defaultBranch);
  if (sha === undefined) throw new Refusal(422, `No ref found for: ${ref}`);
  const file = workflowFile(repository, sha, workflow.path);
  if (!file?.inputs) throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  const inputs = isObject(body["inputs"]) ? Object.keys(body["inputs"]) : [];
  const unexpected = inputs.filter((name) => !file.inputs?.includes(name));
  if (unexpected.length > 0) throw new Refusal(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  if (workflow.state !== "active")
    throw new Refusal(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  const run = startRun(world, repository, {
    workflow,
    event: "workflow_dispatch",
    headBranch: ref,
    headSha: commitOf(repository.git, sha).oid,
    displayTitle: workflow.name,
    actor: viewer.account.login,
    jobs: file.jobs.map((name) => ({ name })),
  });
  if (optionalBoolean(body, "return_run_details") !== true) return { status: 204 };
  return {
    status: 200,
    body: {
      workflow_run_id: run.id,
      run_url: `${repositoryUrl(world, repository)}/actions/runs/${run.id}`,
      html_url: `${repositoryHtmlUrl(world, repository)}/actions/runs/${run.id}`,
    },
  };
}

function setState(call: Call, state: Workflow["state"]): Reply {
  const workflow = workflowOf(call, repositoryOf(call, "push"));
  workflow.state = state;
  workflow.updatedAtMs = call.world.now();
  return { status: 204 };
}

const WORKFLOW = "/repos/{owner}/{repo}/actions/workflows/{workflow_id}";

export const workflowRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/actions/workflows", list),
  route("GET", WORKFLOW, (call) => {
    const repository = repositoryOf(call);
    return { status: 200, body: workflowShape(call.world, repository, workflowOf(call, repository)) };
  }),
  route("POST", `${WORKFLOW}/dispatches`, dispatch),
  route("PUT", `${WORKFLOW}/disable`, (call) => setState(call, "disabled_manually")),
  route("PUT", `${WORKFLOW}/enable`, (call) => setState(call, "active")),
];
