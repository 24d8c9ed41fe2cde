import { startRun } from "../state/actions/start-run.ts";
import { workflowFile } from "../state/actions/workflow-file.ts";
import { readBlob, commitOf, entryAt } from "../state/git.ts";
import type { Workflow } from "../state/actions.ts";
import type { Repository } from "../state/repository.ts";
import type { World, WorldEvent } from "../state/world.ts";

function triggers(repository: Repository, sha: string, workflow: Workflow, event: "push" | "pull_request"): boolean {
  const entry = entryAt(repository.git, commitOf(repository.git, sha).tree, workflow.path);
  const text = (entry && readBlob(repository.git, entry.oid)?.data.toString()) ?? "";
  return new RegExp(`^\\s*${event}:|\\b${event}\\b.*\\]`, "m").test(text);
}

function start(
  world: World,
  repository: Repository,
  event: "push" | "pull_request",
  branch: string,
  sha: string,
  actor: string,
  title: string,
): void {
  for (const workflow of repository.actions.workflows) {
    if (workflow.state !== "active" || !triggers(repository, sha, workflow, event)) continue;
    const jobs = workflowFile(repository, sha, workflow.path)?.jobs ?? [];
    startRun(world, repository, {
      workflow,
      event,
      headBranch: branch,
      headSha: sha,
      displayTitle: title,
      actor,
      jobs: jobs.map((name) => ({ name })),
    });
  }
}

function onEvent(world: World, repository: Repository, change: WorldEvent): void {
  const actor = change.sender?.login ?? repository.owner.login;
  if (change.event === "push") {
    const branch = /^refs\/heads\/(.+)$/.exec(String(change.payload?.["ref"]))?.[1];
    const sha = branch === undefined ? undefined : repository.git.refs.get(`refs/heads/${branch}`);
    if (branch === undefined || sha === undefined) return;
    const subject = commitOf(repository.git, sha).message.split("\n", 1)[0] ?? "";
    if (branch === repository.defaultBranch) start(world, repository, "push", branch, sha, actor, subject);
    for (const pull of repository.pulls.byNumber.values()) {
      const issue = repository.issues.byNumber.get(pull.number);
      if (issue?.state !== "open" || pull.headRef !== branch || pull.headRepositoryId !== repository.id) continue;
      start(world, repository, "pull_request", branch, sha, actor, issue.title);
    }
  } else if (change.event === "pull_request" && (change.action === "opened" || change.action === "reopened")) {
    const pull = repository.pulls.byNumber.get(Number(change.payload?.["number"]));
    const issue = pull && repository.issues.byNumber.get(pull.number);
    if (!pull || !issue || pull.headRepositoryId !== repository.id) return;
    start(world, repository, "pull_request", pull.headRef, pull.headSha, actor, issue.title);
  }
}

/** Has the repository's workflows run when a branch or a pull request moves, as Actions would. */
export function runOnPush(world: World, repository: Repository): void {
  world.listen((change) => {
    if (change.repository === repository) onEvent(world, repository, change);
  });
}
