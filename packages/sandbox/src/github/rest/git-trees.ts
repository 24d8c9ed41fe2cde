import { refuseEmpty } from "../http/at-ref.ts";
import type { JsonObject } from "../http/body.ts";
import { bodyOf, optionalObjects, optionalString, requiredString } from "../http/body.ts";
import { refusePush } from "../http/refuse-push.ts";
import { notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { directEntries, treeShape } from "../shape/git-object.ts";
import type { FileMode, TreeChange } from "../state/git.ts";
import {
  changeTree,
  emptyTree,
  entryAt,
  readCommit,
  readTree,
  resolveCommit,
  walkTree,
  writeBlob,
} from "../state/git.ts";
import { secretProblem, workflowProblem } from "../state/push.ts";
import type { Repository } from "../state/repository.ts";

/** A recursive listing is cut here and says `truncated`. */
const MAX_ENTRIES = 100_000;

const MODES: ReadonlySet<string> = new Set(["100644", "100755", "120000", "160000", "040000"]);

/** A tree by its own id, or by anything that names a commit. */
function treeIdOf(repository: Repository, name: string): string {
  if (readTree(repository.git, name)) return name;
  const commit = resolveCommit(repository.git, name, repository.defaultBranch);
  const tree = commit && readCommit(repository.git, commit)?.tree;
  if (!tree) throw notFound();
  return tree;
}

function get(call: Call): Reply {
  const repository = repositoryOf(call);
  refuseEmpty(repository);
  const oid = treeIdOf(repository, call.params["tree_sha"] ?? "");
  const tree = readTree(repository.git, oid);
  if (!tree) throw notFound();
  // Any value means yes, "false" and "0" too: the documentation warns of it.
  const entries = call.query.has("recursive") ? [...walkTree(repository.git, oid, true)] : directEntries(tree);
  return {
    status: 200,
    body: treeShape(call.world, repository, oid, entries.slice(0, MAX_ENTRIES), entries.length > MAX_ENTRIES),
  };
}

function refusePath(path: string): void {
  if (
    path.startsWith("/") ||
    path.endsWith("/") ||
    path.split("/").some((part) => ["", ".", "..", ".git"].includes(part.toLowerCase()))
  ) {
    throw new Refusal(
      422,
      `tree.path ${path.startsWith("/") ? "cannot start with a slash" : "contains a malformed path component"}`,
    );
  }
}

function changeOf(repository: Repository, row: JsonObject, base: string): TreeChange {
  const path = requiredString(row, "path");
  refusePath(path);
  const mode = optionalString(row, "mode") ?? "";
  if (!MODES.has(mode)) throw new Refusal(422, "Must supply a valid tree.mode");
  const content = optionalString(row, "content");
  if (content !== undefined && typeof row["sha"] === "string")
    throw new Refusal(422, "Must not supply both tree.sha and tree.content");
  if (content !== undefined) return { path, mode: mode as FileMode, oid: writeBlob(repository.git, content).oid };
  if (row["sha"] === null) {
    if (!entryAt(repository.git, base, path)) throw new Refusal(422, "GitRPC::BadObjectState");
    return { path, mode: mode as FileMode, oid: null };
  }
  const sha = optionalString(row, "sha");
  if (sha === undefined) throw new Refusal(422, "Must supply either tree.sha or tree.content");
  const wanted = mode === "040000" ? "tree" : "blob";
  // A submodule names a commit of another repository: nothing to check.
  if (mode !== "160000" && repository.git.objects.get(sha)?.type !== wanted)
    throw new Refusal(422, `tree.sha ${sha} is not a valid ${wanted}`);
  return { path, mode: mode as FileMode, oid: sha };
}

function create(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  refuseEmpty(repository);
  const body = bodyOf(call);
  const rows = optionalObjects(body, "tree");
  if (!rows || rows.length === 0) throw new Refusal(422, "Invalid tree info");
  const given = optionalString(body, "base_tree");
  const base = given === undefined ? emptyTree(repository.git) : (readCommit(repository.git, given)?.tree ?? given);
  if (!readTree(repository.git, base)) throw new Refusal(404, "base_tree is not a valid tree oid");
  const changes = rows.map((row) => changeOf(repository, row, base));
  const contents = rows.flatMap((row) => (typeof row["content"] === "string" ? [Buffer.from(row["content"])] : []));
  const problem =
    workflowProblem(
      call.viewer.token,
      changes.map(({ path }) => path),
    ) ?? secretProblem(contents);
  // Without the workflow scope GitHub hides the endpoint; refs speak plainly.
  if (problem) throw refusePush(problem, problem.kind === "workflow" ? 409 : 422);
  const oid = changeTree(repository.git, base, changes);
  const tree = readTree(repository.git, oid);
  return { status: 201, body: treeShape(call.world, repository, oid, tree ? directEntries(tree) : [], false) };
}

export const gitTreeRoutes = [
  route("GET", "/repos/{owner}/{repo}/git/trees/{tree_sha}", get),
  route("POST", "/repos/{owner}/{repo}/git/trees", create),
];
