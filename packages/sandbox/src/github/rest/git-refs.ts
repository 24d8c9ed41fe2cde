import { refuseEmpty } from "../http/at-ref.ts";
import { bodyOf, optionalBoolean, requiredString } from "../http/body.ts";
import { refusePush } from "../http/refuse-push.ts";
import { notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { refShape } from "../shape/git-object.ts";
import { isAncestor, peel } from "../state/git.ts";
import { moveRef, pushProblem } from "../state/push.ts";
import type { Repository } from "../state/repository.ts";

const unprocessable = (message: string): Refusal => new Refusal(422, message);

function shown(call: Call, repository: Repository, ref: string, oid: string, status = 200): Reply {
  return { status, body: refShape(call.world, repository, ref, oid) };
}

function get(call: Call): Reply {
  const repository = repositoryOf(call);
  refuseEmpty(repository);
  const ref = `refs/${call.params["ref"] ?? ""}`;
  const oid = repository.git.refs.get(ref);
  if (oid === undefined) throw notFound();
  return shown(call, repository, ref, oid);
}

function matching(call: Call): Reply {
  const repository = repositoryOf(call);
  refuseEmpty(repository);
  const prefix = `refs/${call.params["ref"] ?? ""}`;
  const rows = [...repository.git.refs]
    .filter(([ref]) => ref.startsWith(prefix))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { status: 200, body: rows.map(([ref, oid]) => refShape(call.world, repository, ref, oid)) };
}

/** The object that a ref shall name: a commit, for branches; any object, for tags. */
function targetOf(repository: Repository, ref: string, sha: string): string {
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw unprocessable("The sha parameter must be exactly 40 characters and contain only [0-9a-f].");
  const object = repository.git.objects.get(sha);
  if (!object) throw unprocessable("Object does not exist");
  if (ref.startsWith("refs/heads/") && object.type !== "commit") throw unprocessable("Object is not a commit");
  return sha;
}

function push(call: Call, repository: Repository, ref: string, to: string | null): void {
  const order = { ref, to, ...call.viewer };
  const branch = ref.startsWith("refs/heads/");
  const problem = branch ? pushProblem(repository, order) : undefined;
  if (problem) throw refusePush(problem, 422);
  moveRef(call.world, repository, order);
}

/** Names that `git check-ref-format` refuses. */
const BAD_NAME = /\.\.|[\s~^:?*[\\\p{Cc}]|\/\/|@\{|\.lock(\/|$)|\/$|\.$|(^|\/)\./u;

function create(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  refuseEmpty(repository);
  const body = bodyOf(call);
  const ref = requiredString(body, "ref");
  const sha = requiredString(body, "sha");
  if (!/^refs\/[^/]+\/./.test(ref))
    throw unprocessable("Reference name must start with 'refs/' and have at least two slashes.");
  if (BAD_NAME.test(ref)) throw unprocessable(`${ref} is not a valid ref name.`);
  if (repository.git.refs.has(ref)) throw unprocessable("Reference already exists");
  const target = targetOf(repository, ref, sha);
  // Git cannot hold a ref and a directory of refs of one name.
  const clash = [...repository.git.refs.keys()].some(
    (other) => other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`),
  );
  if (clash) throw unprocessable("Reference update failed");
  push(call, repository, ref, target);
  return shown(call, repository, ref, target, 201);
}

function update(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  refuseEmpty(repository);
  const body = bodyOf(call);
  const ref = `refs/${call.params["ref"] ?? ""}`;
  const sha = requiredString(body, "sha");
  const from = repository.git.refs.get(ref);
  if (from === undefined) throw unprocessable("Reference does not exist");
  const to = targetOf(repository, ref, sha);
  const force = optionalBoolean(body, "force") ?? false;
  if (!force && !isAncestor(repository.git, peel(repository.git, from), peel(repository.git, to))) {
    throw unprocessable("Update is not a fast forward");
  }
  if (to !== from) push(call, repository, ref, to);
  return shown(call, repository, ref, to);
}

function remove(call: Call): Reply {
  const repository = repositoryOf(call, "push");
  const ref = `refs/${call.params["ref"] ?? ""}`;
  if (!repository.git.refs.has(ref)) throw unprocessable("Reference does not exist");
  if (ref === `refs/heads/${repository.defaultBranch}`) throw unprocessable("Cannot delete the default branch");
  push(call, repository, ref, null);
  return { status: 204 };
}

export const gitRefRoutes = [
  route("GET", "/repos/{owner}/{repo}/git/ref/{ref}", get),
  route("GET", "/repos/{owner}/{repo}/git/matching-refs/{ref}", matching),
  route("POST", "/repos/{owner}/{repo}/git/refs", create),
  route("PATCH", "/repos/{owner}/{repo}/git/refs/{ref}", update),
  route("DELETE", "/repos/{owner}/{repo}/git/refs/{ref}", remove),
];
