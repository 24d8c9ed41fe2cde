import { refuseEmpty } from "../http/at-ref.ts";
import { bodyOf, optionalString, optionalStrings, requiredString } from "../http/body.ts";
import { mediaType } from "../http/media-type.ts";
import { refusePush } from "../http/refuse-push.ts";
import { notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { signatureIn } from "../http/signature-of.ts";
import { gitCommitShape } from "../shape/commit.ts";
import { base64Lines } from "../shape/content.ts";
import { tagShape } from "../shape/git-object.ts";
import { repositoryUrl } from "../shape/repository.ts";
import type { Blob } from "../state/git.ts";
import { readBlob, readCommit, readTag, readTree, writeBlob, writeCommit, writeTag } from "../state/git.ts";
import { objectNodeId } from "../state/object-node-id.ts";
import { secretProblem } from "../state/push.ts";

function getBlob(call: Call): Reply {
  const repository = repositoryOf(call);
  refuseEmpty(repository);
  const blob: Blob | undefined = readBlob(repository.git, call.params["file_sha"] ?? "");
  if (!blob) throw notFound();
  if (mediaType(call) === "raw") {
    return { status: 200, raw: blob.data, headers: { "content-type": "application/vnd.github.raw; charset=utf-8" } };
  }
  return {
    status: 200,
    body: {
      sha: blob.oid,
      node_id: objectNodeId("B", repository, blob.oid),
      size: blob.data.length,
      url: `${repositoryUrl(call.world, repository)}/git/blobs/${blob.oid}`,
      content: base64Lines(blob.data),
      encoding: "base64",
    },
  };
}

function createBlob(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  refuseEmpty(repository);
  const body = bodyOf(call);
  const content = requiredString(body, "content");
  const encoding = optionalString(body, "encoding") ?? "utf-8";
  if (encoding !== "utf-8" && encoding !== "base64") throw new Refusal(422, `Encoding '${encoding}' is not supported.`);
  const data = Buffer.from(content, encoding);
  const problem = secretProblem([data]);
  if (problem) throw refusePush(problem, 422);
  const { oid } = writeBlob(repository.git, data);
  const url = `${repositoryUrl(call.world, repository)}/git/blobs/${oid}`;
  return { status: 201, body: { sha: oid, url }, headers: { location: url } };
}

function getCommit(call: Call): Reply {
  const repository = repositoryOf(call);
  refuseEmpty(repository);
  const commit = readCommit(repository.git, call.params["commit_sha"] ?? "");
  if (!commit) throw notFound();
  return { status: 200, body: gitCommitShape(call.world, repository, commit) };
}

function createCommit(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  refuseEmpty(repository);
  const body = bodyOf(call);
  const message = requiredString(body, "message");
  const tree = requiredString(body, "tree");
  const parents = optionalStrings(body, "parents") ?? [];
  if (!readTree(repository.git, tree)) throw new Refusal(422, "Tree SHA does not exist");
  if (parents.some((parent) => !readCommit(repository.git, parent)))
    throw new Refusal(422, "Parent SHA does not exist or is not a commit object");
  const author = signatureIn(call, body, "author");
  const signature = optionalString(body, "signature");
  const commit = writeCommit(repository.git, {
    tree,
    parents,
    message,
    author,
    committer: signatureIn(call, body, "committer", author),
    ...(signature === undefined ? {} : { gpgsig: signature }),
  });
  return { status: 201, body: gitCommitShape(call.world, repository, commit) };
}

function getTag(call: Call): Reply {
  const repository = repositoryOf(call);
  refuseEmpty(repository);
  const tag = readTag(repository.git, call.params["tag_sha"] ?? "");
  if (!tag) throw notFound();
  return { status: 200, body: tagShape(call.world, repository, tag) };
}

/** Makes the object alone: the ref is another call. */
function createTag(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  refuseEmpty(repository);
  const body = bodyOf(call);
  const object = requiredString(body, "object");
  const found = repository.git.objects.get(object);
  if (!found || found.type !== requiredString(body, "type"))
    throw new Refusal(422, "Object does not exist or is of another type");
  const tag = writeTag(repository.git, {
    object,
    objectType: found.type,
    name: requiredString(body, "tag"),
    message: requiredString(body, "message"),
    tagger: signatureIn(call, body, "tagger"),
  });
  return { status: 201, body: tagShape(call.world, repository, tag) };
}

export const gitObjectRoutes = [
  route("GET", "/repos/{owner}/{repo}/git/blobs/{file_sha}", getBlob),
  route("POST", "/repos/{owner}/{repo}/git/blobs", createBlob),
  route("GET", "/repos/{owner}/{repo}/git/commits/{commit_sha}", getCommit),
  route("POST", "/repos/{owner}/{repo}/git/commits", createCommit),
  route("GET", "/repos/{owner}/{repo}/git/tags/{tag_sha}", getTag),
  route("POST", "/repos/{owner}/{repo}/git/tags", createTag),
];
