import { permissionsOf, roleOf } from "../state/access.ts";
import type { Account } from "../state/account.ts";
import { nodeId } from "../state/node-id.ts";
import type { License, Repository } from "../state/repository.ts";
import { mainLanguage } from "../state/languages.ts";
import type { World } from "../state/world.ts";
import { isoTime } from "./time.ts";
import { simpleUserShape } from "./user.ts";

export const repositoryNodeId = (repository: Repository): string => nodeId("R", repository.id);

export const repositoryUrl = (world: World, repository: Repository): string =>
  `${world.urls.rest}/repos/${repository.fullName}`;

export const repositoryHtmlUrl = (world: World, repository: Repository): string =>
  `${world.urls.html}/${repository.fullName}`;

/** `license-simple` */
function licenseShape(world: World, license: License) {
  return {
    key: license.key,
    name: license.name,
    spdx_id: license.spdxId,
    url: `${world.urls.rest}/licenses/${license.key}`,
    node_id: `MDc6TGljZW5zZTEz`,
  };
}

function urlsShape(url: string) {
  return {
    url,
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  };
}

function sizeKb(repository: Repository): number {
  let bytes = 0;
  for (const object of repository.git.objects.values()) if (object.type === "blob") bytes += object.data.length;
  return Math.ceil(bytes / 1024);
}

/** `repository` (and so `minimal-repository`): the row of every list, with the viewer's permissions. */
export function repositoryShape(world: World, repository: Repository, viewer: Account) {
  const html = repositoryHtmlUrl(world, repository);
  const forks = [...world.repositories.values()].filter(({ parent }) => parent === repository).length;
  const openIssues = [...repository.issues.byNumber.values()].filter(({ state }) => state === "open").length;
  return {
    id: repository.id,
    node_id: repositoryNodeId(repository),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.visibility !== "public",
    owner: simpleUserShape(world, repository.owner),
    html_url: html,
    description: repository.description,
    fork: repository.parent !== undefined,
    ...urlsShape(repositoryUrl(world, repository)),
    git_url: `git://${new URL(html).host}${new URL(html).pathname}.git`,
    ssh_url: `git@${new URL(html).hostname}:${repository.fullName}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: repository.homepage,
    size: sizeKb(repository),
    stargazers_count: repository.stars.size,
    watchers_count: repository.stars.size,
    watchers: repository.stars.size,
    language: mainLanguage(repository),
    forks_count: forks,
    forks,
    open_issues_count: openIssues,
    open_issues: openIssues,
    has_issues: repository.hasIssues,
    has_projects: repository.hasProjects,
    has_downloads: true,
    has_wiki: repository.hasWiki,
    has_pages: false,
    has_discussions: repository.hasDiscussions,
    archived: repository.archived,
    disabled: false,
    license: repository.license && licenseShape(world, repository.license),
    allow_forking: true,
    is_template: repository.isTemplate,
    web_commit_signoff_required: false,
    topics: repository.topics,
    visibility: repository.visibility,
    default_branch: repository.defaultBranch,
    created_at: isoTime(repository.createdAtMs),
    updated_at: isoTime(repository.updatedAtMs),
    pushed_at: isoTime(repository.pushedAtMs),
    permissions: permissionsOf(viewer, repository),
  };
}

function mergeSettingsShape(repository: Repository) {
  return {
    allow_merge_commit: repository.allowMergeCommit,
    allow_squash_merge: repository.allowSquashMerge,
    allow_rebase_merge: repository.allowRebaseMerge,
    allow_auto_merge: repository.allowAutoMerge,
    allow_update_branch: repository.allowUpdateBranch,
    delete_branch_on_merge: repository.deleteBranchOnMerge,
    use_squash_pr_title_as_default: false,
    squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
    squash_merge_commit_message: "COMMIT_MESSAGES",
    merge_commit_title: "MERGE_MESSAGE",
    merge_commit_message: "PR_TITLE",
  };
}

/** `full-repository`: one repository with settings; merge settings are for those who may push. */
export function fullRepositoryShape(world: World, repository: Repository, viewer: Account) {
  const permissions = permissionsOf(viewer, repository);
  const row = repositoryShape(world, repository, viewer);
  const seen = repository.parent && roleOf(viewer, repository.parent) ? repository.parent : undefined;
  const parent = seen && repositoryShape(world, seen, viewer);
  return {
    ...row,
    temp_clone_token: null,
    ...(permissions.push ? mergeSettingsShape(repository) : {}),
    network_count: row.forks_count,
    subscribers_count: 2,
    ...(repository.owner.type === "Organization" ? { organization: row.owner } : {}),
    ...(repository.template ? { template_repository: repositoryShape(world, repository.template, viewer) } : {}),
    ...(parent ? { parent, source: parent } : {}),
    ...(permissions.admin
      ? {
          security_and_analysis: {
            secret_scanning: { status: "enabled" },
            secret_scanning_push_protection: { status: "enabled" },
            dependabot_security_updates: { status: "enabled" },
          },
        }
      : {}),
  };
}
