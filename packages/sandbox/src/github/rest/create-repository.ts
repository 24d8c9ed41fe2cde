import { bodyOf, optionalBoolean, optionalString, requiredString } from "../http/body.ts";
import { forbidden, invalid, notFound } from "../http/refusals.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal, route } from "../http/route.ts";
import { fullRepositoryShape } from "../shape/repository.ts";
import type { Account } from "../state/account.ts";
import { commitChanges } from "../state/commit-files.ts";
import { commitOf, writeBlob } from "../state/git.ts";
import { gitignores, licenses } from "../state/licenses.ts";
import type { Repository } from "../state/repository.ts";
import { createRepository } from "../state/repository.ts";
import { signatureOf, webFlow } from "../state/signature.ts";
import { hasScope } from "../state/token.ts";
import { findAccount, findRepository } from "../state/world.ts";

function refuseTaken(call: Call, owner: Account, name: string): void {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(name) || name === "." || name === "..")
    throw invalid("Repository", "name", "invalid");
  const found = findRepository(call.world, `${owner.login}/${name}`);
  if (found && !found.moved) {
    throw new Refusal(422, "Repository creation failed.", [
      { resource: "Repository", code: "custom", field: "name", message: "name already exists on this account" },
    ]);
  }
}

function requireCreation(call: Call, owner: Account, isPrivate: boolean): void {
  const { account, token } = call.viewer;
  if (!hasScope(token, isPrivate ? "repo" : "public_repo")) throw notFound();
  const member = owner.organization?.members.has(account.login.toLowerCase()) ?? false;
  if (owner.id !== account.id && !member)
    throw forbidden(`You don't have permission to create repositories in ${owner.login}.`);
}

function firstCommit(call: Call, repository: Repository, files: Record<string, string>): void {
  const now = call.world.now();
  const changes = Object.entries(files).map(([path, text]) => ({
    path,
    mode: "100644" as const,
    oid: writeBlob(repository.git, text).oid,
  }));
  const facts = { message: "Initial commit", author: signatureOf(call.viewer.account, now), committer: webFlow(now) };
  repository.git.refs.set(
    `refs/heads/${repository.defaultBranch}`,
    commitChanges(repository, undefined, changes, facts).oid,
  );
}

function created(call: Call, repository: Repository): Reply {
  // Who makes a repository in an organization is its first admin.
  if (repository.owner.id !== call.viewer.account.id)
    repository.collaborators.set(call.viewer.account.login.toLowerCase(), "admin");
  call.world.changed({ event: "repository", action: "created", repository, sender: call.viewer.account });
  return { status: 201, body: fullRepositoryShape(call.world, repository, call.viewer.account) };
}

function create(call: Call, owner: Account): Reply {
  const body = bodyOf(call);
  const name = requiredString(body, "name");
  const isPrivate = optionalBoolean(body, "private") ?? optionalString(body, "visibility") === "private";
  requireCreation(call, owner, isPrivate);
  refuseTaken(call, owner, name);
  const license = licenses[optionalString(body, "license_template") ?? ""];
  const ignore = optionalString(body, "gitignore_template");
  if (ignore !== undefined && gitignores[ignore] === undefined)
    throw invalid("Repository", "gitignore_template", "invalid");
  const description = optionalString(body, "description") ?? null;
  const repository = createRepository(call.world, owner, name, {
    description,
    homepage: optionalString(body, "homepage") ?? null,
    visibility: isPrivate ? "private" : "public",
    license: license ? { key: license.key, name: license.name, spdxId: license.spdxId } : null,
    hasIssues: optionalBoolean(body, "has_issues") ?? true,
    hasProjects: optionalBoolean(body, "has_projects") ?? true,
    hasWiki: optionalBoolean(body, "has_wiki") ?? true,
    isTemplate: optionalBoolean(body, "is_template") ?? false,
  });
  if (optionalBoolean(body, "auto_init") ?? (license !== undefined || ignore !== undefined)) {
    firstCommit(call, repository, {
      "README.md": `# ${name}\n${description === null ? "" : `${description}\n`}`,
      ...(license ? { LICENSE: license.text } : {}),
      ...(ignore === undefined ? {} : { ".gitignore": gitignores[ignore] ?? "" }),
    });
  }
  return created(call, repository);
}

function generate(call: Call): Reply {
  const template = repositoryOf({
    ...call,
    params: { owner: call.params["template_owner"] ?? "", repo: call.params["template_repo"] ?? "" },
  });
  if (!template.isTemplate) throw notFound();
  const body = bodyOf(call);
  const name = requiredString(body, "name");
  const owner = findAccount(call.world, optionalString(body, "owner") ?? call.viewer.account.login);
  if (!owner) throw notFound();
  const isPrivate = optionalBoolean(body, "private") ?? false;
  requireCreation(call, owner, isPrivate);
  refuseTaken(call, owner, name);
  const repository = createRepository(call.world, owner, name, {
    description: optionalString(body, "description") ?? null,
    visibility: isPrivate ? "private" : "public",
    template,
    git: { objects: template.git.objects, refs: new Map() },
  });
  const tip = template.git.refs.get(`refs/heads/${template.defaultBranch}`);
  if (tip !== undefined) {
    const now = call.world.now();
    const facts = { message: "Initial commit", author: signatureOf(call.viewer.account, now), committer: webFlow(now) };
    const commit = commitChanges(repository, undefined, [], facts, commitOf(template.git, tip).tree);
    repository.git.refs.set(`refs/heads/${repository.defaultBranch}`, commit.oid);
  }
  return created(call, repository);
}

export const createRepositoryRoutes = [
  route("POST", "/user/repos", (call) => create(call, call.viewer.account), ["public_repo", "repo"]),
  route(
    "POST",
    "/orgs/{org}/repos",
    (call) => {
      const owner = findAccount(call.world, call.params["org"] ?? "");
      if (!owner?.organization) throw notFound();
      return create(call, owner);
    },
    ["public_repo", "repo"],
  ),
  route("POST", "/repos/{template_owner}/{template_repo}/generate", generate),
];
