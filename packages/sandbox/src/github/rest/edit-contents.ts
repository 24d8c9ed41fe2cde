import type { JsonObject } from "../http/body.ts";
import { bodyOf, optionalString, requiredString } from "../http/body.ts";
import { refusePush } from "../http/refuse-push.ts";
import { notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { signatureIn } from "../http/signature-of.ts";
import { gitCommitShape } from "../shape/commit.ts";
import { contentRowShape } from "../shape/content.ts";
import { commitChanges } from "../state/commit-files.ts";
import type { TreeChange } from "../state/git.ts";
import { commitOf, entryAt, writeBlob } from "../state/git.ts";
import { moveRef, pushProblem } from "../state/push.ts";
import type { Repository } from "../state/repository.ts";

interface Edit {
  repository: Repository;
  body: JsonObject;
  path: string;
  branch: string;
  /** Undefined in an empty repository. */
  tip: string | undefined;
  /** Blob at the path now. */
  old: string | undefined;
  mode: TreeChange["mode"];
}

/** Paths that git itself refuses. */
function refusePath(path: string): void {
  const bad =
    path === "" ||
    path.endsWith("/") ||
    path.split("/").some((part) => ["", ".", "..", ".git"].includes(part.toLowerCase()));
  if (bad)
    throw new Refusal(
      422,
      `path ${path.startsWith("/") ? "cannot start with a slash" : "contains a malformed path component"}`,
    );
}

function editOf(call: Call): Edit {
  const repository = repositoryOf(call, "push");
  const body = bodyOf(call);
  const path = call.params["path"] ?? "";
  refusePath(path);
  const branch = optionalString(body, "branch") ?? repository.defaultBranch;
  const tip = repository.git.refs.get(`refs/heads/${branch}`);
  if (tip === undefined && repository.git.refs.size > 0) throw new Refusal(404, `Branch ${branch} not found`);
  const entry = tip === undefined ? undefined : entryAt(repository.git, commitOf(repository.git, tip).tree, path);
  if (entry?.mode === "040000") throw new Refusal(422, `${path} is a directory`);
  return { repository, body, path, branch, tip, old: entry?.oid, mode: entry?.mode ?? "100644" };
}

/** Every edit names the blob it replaces; a stale one is a conflict. */
function checkSha({ body, path, old }: Edit): void {
  const sha = optionalString(body, "sha");
  if (old !== undefined && sha === undefined) throw new Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (sha !== undefined && sha !== old) throw new Refusal(409, `${path} does not match ${sha}`);
}

function commit(call: Call, edit: Edit, oid: string | null): Reply {
  const { repository, body, path, branch, tip, mode } = edit;
  const committer = signatureIn(call, body, "committer");
  const made = commitChanges(repository, tip, [{ path, mode, oid }], {
    message: requiredString(body, "message"),
    author: signatureIn(call, body, "author", committer),
    committer,
  });
  const push = { ref: `refs/heads/${branch}`, to: made.oid, ...call.viewer };
  const problem = pushProblem(repository, push);
  if (problem) throw refusePush(problem, 409);
  moveRef(call.world, repository, push);
  const place = { world: call.world, repository, ref: branch, tree: made.tree };
  const content = oid === null ? null : contentRowShape(place, { path, mode, oid });
  return {
    status: oid !== null && edit.old === undefined ? 201 : 200,
    body: { content, commit: gitCommitShape(call.world, repository, made) },
  };
}

function put(call: Call): Reply {
  const edit = editOf(call);
  requiredString(edit.body, "message");
  const content = requiredString(edit.body, "content");
  const bare = content.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) throw new Refusal(422, "content is not valid Base64");
  checkSha(edit);
  return commit(call, edit, writeBlob(edit.repository.git, Buffer.from(bare, "base64")).oid);
}

function remove(call: Call): Reply {
  const edit = editOf(call);
  requiredString(edit.body, "message");
  if (edit.old === undefined) throw notFound();
  checkSha(edit);
  return commit(call, edit, null);
}

export const editContentRoutes = [
  route("PUT", "/repos/{owner}/{repo}/contents/{path}", put),
  route("DELETE", "/repos/{owner}/{repo}/contents/{path}", remove),
];
