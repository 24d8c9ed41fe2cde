import { optionalBoolean, optionalString, bodyOf, optionalStrings } from "../http/body.ts";
import { forbidden, invalid } from "../http/refusals.ts";
import { paginate } from "../http/page.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { accountByEmail } from "../shape/commit.ts";
import { fullRepositoryShape } from "../shape/repository.ts";
import { simpleUserShape } from "../shape/user.ts";
import { history, resolveCommit } from "../state/git.ts";
import { languagesOf } from "../state/languages.ts";
import type { Repository } from "../state/repository.ts";
import { renameRepository } from "../state/repository.ts";
import { hasScope } from "../state/token.ts";
import { findRepository } from "../state/world.ts";

function shown(call: Call, repository: Repository, status = 200): Reply {
  return { status, body: fullRepositoryShape(call.world, repository, call.viewer.account) };
}

const FLAGS = {
  has_issues: "hasIssues",
  has_projects: "hasProjects",
  has_wiki: "hasWiki",
  has_discussions: "hasDiscussions",
  is_template: "isTemplate",
  allow_merge_commit: "allowMergeCommit",
  allow_squash_merge: "allowSquashMerge",
  allow_rebase_merge: "allowRebaseMerge",
  allow_auto_merge: "allowAutoMerge",
  allow_update_branch: "allowUpdateBranch",
  delete_branch_on_merge: "deleteBranchOnMerge",
} as const;

function rename(call: Call, repository: Repository, name: string): void {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(name)) throw invalid("Repository", "name", "invalid");
  const taken = findRepository(call.world, `${repository.owner.login}/${name}`);
  if (taken && !taken.moved && taken.repository !== repository) {
    throw new Refusal(422, "Repository creation failed.", [
      { resource: "Repository", code: "custom", field: "name", message: "name already exists on this account" },
    ]);
  }
  renameRepository(call.world, repository, name);
}

/** Changes the settings that the body names, and no other. */
function update(call: Call): Reply {
  const repository = repositoryOf(call, "admin");
  const body = bodyOf(call);
  const archived = optionalBoolean(body, "archived");
  // An archived repository takes nothing but being unarchived.
  if (repository.archived && archived !== false) throw forbidden("Repository was archived so is read-only.");
  const branch = optionalString(body, "default_branch");
  if (branch !== undefined && !repository.git.refs.has(`refs/heads/${branch}`)) {
    throw new Refusal(
      422,
      `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`,
    );
  }
  for (const [name, member] of Object.entries(FLAGS))
    repository[member] = optionalBoolean(body, name) ?? repository[member];
  if (!repository.allowMergeCommit && !repository.allowSquashMerge && !repository.allowRebaseMerge) {
    repository.allowMergeCommit = true;
    throw new Refusal(422, "Sorry, you need to allow at least one merge strategy.", [
      { resource: "Repository", code: "custom", field: "merge_commit_allowed" },
    ]);
  }
  const isPrivate =
    optionalBoolean(body, "private") ??
    (body["visibility"] === undefined ? undefined : body["visibility"] !== "public");
  if (isPrivate !== undefined) repository.visibility = isPrivate ? "private" : "public";
  if (branch !== undefined) repository.defaultBranch = branch;
  if (body["description"] !== undefined) repository.description = optionalString(body, "description") ?? null;
  if (body["homepage"] !== undefined) repository.homepage = optionalString(body, "homepage") ?? null;
  if (archived !== undefined) repository.archived = archived;
  const name = optionalString(body, "name");
  const renamed = name !== undefined && name !== repository.name;
  if (renamed) rename(call, repository, name);
  repository.updatedAtMs = call.world.now();
  call.world.changed({
    event: "repository",
    action: renamed ? "renamed" : "edited",
    repository,
    sender: call.viewer.account,
  });
  return shown(call, repository);
}

function remove(call: Call): Reply {
  const repository = repositoryOf(call, "admin");
  if (!hasScope(call.viewer.token, "delete_repo")) throw forbidden("Must have admin rights to Repository.");
  call.world.changed({ event: "repository", action: "deleted", repository, sender: call.viewer.account });
  call.world.repositories.delete(repository.id);
  for (const [name, id] of call.world.renames) if (id === repository.id) call.world.renames.delete(name);
  for (const other of call.world.repositories.values()) if (other.parent === repository) delete other.parent;
  return { status: 204 };
}

function replaceTopics(call: Call): Reply {
  const repository = repositoryOf(call, "admin");
  const names = optionalStrings(bodyOf(call), "names") ?? [];
  if (names.length > 20 || names.some((name) => !/^[a-z0-9][a-z0-9-]{0,49}$/.test(name))) {
    throw new Refusal(
      422,
      "Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.",
    );
  }
  repository.topics = [...new Set(names)];
  return { status: 200, body: { names: repository.topics } };
}

function contributors(call: Call): Reply {
  const repository = repositoryOf(call);
  const tip = resolveCommit(repository.git, "HEAD", repository.defaultBranch);
  if (!tip) return { status: 204 };
  const counts = new Map<string, number>();
  for (const { author } of history(repository.git, tip)) counts.set(author.email, (counts.get(author.email) ?? 0) + 1);
  const rows = [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .flatMap(([email, contributions]) => {
      const account = accountByEmail(call.world, email);
      return account ? [{ ...simpleUserShape(call.world, account), contributions }] : [];
    });
  return paginate(call, rows);
}

export const repositoryRoutes = [
  route("GET", "/repos/{owner}/{repo}", (call) => shown(call, repositoryOf(call))),
  route("PATCH", "/repos/{owner}/{repo}", update),
  route("DELETE", "/repos/{owner}/{repo}", remove, ["delete_repo"]),
  route("GET", "/repos/{owner}/{repo}/topics", (call) => ({ status: 200, body: { names: repositoryOf(call).topics } })),
  route("PUT", "/repos/{owner}/{repo}/topics", replaceTopics),
  route("GET", "/repos/{owner}/{repo}/languages", (call) => ({
    status: 200,
    body: Object.fromEntries(languagesOf(repositoryOf(call))),
  })),
  route("GET", "/repos/{owner}/{repo}/contributors", contributors),
];
