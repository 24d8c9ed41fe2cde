import { commitOf, mergeCommits, writeCommit } from "../../git/index.ts";
import { flag, text } from "../http/input.ts";
import { mergeRequestOf, projectOf } from "../http/lookup.ts";
import { ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { mergeRequestShape } from "../shape/merge-request.ts";
import { LEVEL } from "../state/account.ts";
import { detailedStatus, headOf, mergeFacts } from "../state/merge-status.ts";
import { signatureOf } from "../state/signature.ts";
import { startPipeline } from "../state/start-pipeline.ts";
import { levelIn } from "../state/world.ts";

function merge(call: Call) {
  const project = projectOf(call);
  const row = mergeRequestOf(call, project);
  const { git } = project;
  if (!call.user || levelIn(project, call.user) < LEVEL.developer) throw new Refusal(401, "401 Unauthorized");
  const head = headOf(project, row);
  if (row.state !== "opened") throw new Refusal(405, "405 Method Not Allowed");
  const sha = text(call, "sha");
  if (sha !== undefined && sha !== head) {
    throw new Refusal(409, `SHA does not match HEAD of source branch: ${head}`);
  }
  if (detailedStatus(project, row, mergeFacts(project, row)) !== "mergeable") {
    throw new Refusal(422, "Branch cannot be merged");
  }
  const target = git.refs.get(`refs/heads/${row.targetBranch}`) ?? "";
  const signature = signatureOf(call.user, call.world.now());
  row.squash = flag(call, "squash") ?? row.squash;
  const title = row.squash ? text(call, "squash_commit_message") : text(call, "merge_commit_message");
  const made = writeCommit(git, {
    tree: mergeCommits(git, target, head).tree,
    parents: row.squash ? [target] : [target, head],
    author: signature,
    committer: signature,
    message:
      title ??
      (row.squash ? row.title : `Merge branch '${row.sourceBranch}' into '${row.targetBranch}'\n\n${row.title}`),
  });
  git.refs.set(`refs/heads/${row.targetBranch}`, commitOf(git, made.oid).oid);
  Object.assign(row, {
    state: "merged",
    mergeSha: made.oid,
    mergedAtMs: call.world.now(),
    mergedBy: call.user.username,
    updatedAtMs: call.world.now(),
  });
  const remove = flag(call, "should_remove_source_branch") ?? row.removeSourceBranch;
  if (remove) git.refs.delete(`refs/heads/${row.sourceBranch}`);
  startPipeline(call.world, project, { ref: row.targetBranch, source: "push", user: call.user.username });
  return ok(mergeRequestShape(call.world, project, row, { user: call.user }));
}

export const mergeRoutes: readonly Route[] = [route("PUT", "/projects/{id}/merge_requests/{iid}/merge", merge)];
