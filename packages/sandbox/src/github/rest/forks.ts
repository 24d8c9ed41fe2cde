import { bodyOf, optionalBoolean, optionalString } from "../http/body.ts";
import { forbidden, invalid } from "../http/refusals.ts";
import { paginate } from "../http/page.ts";
import { canSee, repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { route } from "../http/route.ts";
import { fullRepositoryShape, repositoryShape } from "../shape/repository.ts";
import { createRepository } from "../state/repository.ts";
import { findAccount, findRepository } from "../state/world.ts";

/** Forks share objects with their parent; a second fork by the same owner answers with the first. */
function fork(call: Call): Reply {
  const parent = repositoryOf(call);
  const body = bodyOf(call);
  const organization = optionalString(body, "organization");
  const owner = organization === undefined ? call.viewer.account : findAccount(call.world, organization);
  if (!owner || (owner.organization && !owner.organization.members.has(call.viewer.account.login.toLowerCase()))) {
    throw invalid("Fork", "organization", "invalid");
  }
  const known = [...call.world.repositories.values()].find((row) => row.parent === parent && row.owner.id === owner.id);
  if (known) return { status: 202, body: fullRepositoryShape(call.world, known, call.viewer.account) };
  if (parent.git.refs.size === 0)
    throw forbidden("The repository exists, but it contains no Git content. Empty repositories cannot be forked.");
  if (parent.owner.id === owner.id && optionalString(body, "name") === undefined) {
    throw forbidden("You cannot fork a repository into the account that owns it without another name.");
  }
  let name = optionalString(body, "name") ?? parent.name;
  for (let suffix = 1; findRepository(call.world, `${owner.login}/${name}`)?.moved === false; suffix++)
    name = `${parent.name}-${suffix}`;
  const repository = createRepository(call.world, owner, name, {
    parent,
    description: parent.description,
    visibility: parent.visibility,
    defaultBranch: parent.defaultBranch,
    license: parent.license,
    hasIssues: false,
  });
  const main = `refs/heads/${parent.defaultBranch}`;
  const onlyDefault = optionalBoolean(body, "default_branch_only") ?? false;
  for (const [ref, oid] of parent.git.refs) {
    if (ref === main || (!onlyDefault && /^refs\/(heads|tags)\//.test(ref))) repository.git.refs.set(ref, oid);
  }
  call.world.changed({ event: "fork", repository: parent, sender: call.viewer.account });
  return { status: 202, body: fullRepositoryShape(call.world, repository, call.viewer.account) };
}

export const forkRoutes = [
  route("GET", "/repos/{owner}/{repo}/forks", (call) => {
    const parent = repositoryOf(call);
    const rows = [...call.world.repositories.values()].filter(
      (row) => row.parent === parent && canSee(call.viewer, row),
    );
    const sort = call.query.get("sort") ?? "newest";
    rows.sort((a, b) => (sort === "oldest" ? a.createdAtMs - b.createdAtMs : b.createdAtMs - a.createdAtMs));
    return paginate(call, rows, { shape: (row) => repositoryShape(call.world, row, call.viewer.account) });
  }),
  route("POST", "/repos/{owner}/{repo}/forks", fork),
];
