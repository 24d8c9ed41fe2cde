import type { Group, User } from "../state/account.ts";
import { entryAt, commitOf } from "../../git/index.ts";
import { fullPathOf, type Project } from "../state/project.ts";
import { levelIn, groupLevel, type World } from "../state/world.ts";
import { iso } from "./user.ts";

export function groupShape(world: World, group: Group) {
  return {
    id: group.id,
    web_url: `${world.url}/groups/${group.fullPath}`,
    name: group.name,
    path: group.path,
    description: "",
    visibility: group.visibility,
    full_name: group.fullPath.replaceAll("/", " / "),
    full_path: group.fullPath,
    parent_id: group.parent?.id ?? null,
    created_at: "2025-01-07T08:00:00.000Z",
  };
}

function readmeUrl(world: World, project: Project): string | null {
  const tip = project.git.refs.get(`refs/heads/${project.defaultBranch}`);
  if (tip === undefined || !entryAt(project.git, commitOf(project.git, tip).tree, "README.md")) return null;
  return `${world.url}/${fullPathOf(project)}/-/blob/${project.defaultBranch}/README.md`;
}

/** The fields that every answer about a project has. */
export function projectShape(world: World, project: Project, user: User | undefined) {
  const path = fullPathOf(project);
  const level = levelIn(project, user);
  const inherited = groupLevel(project.group, user);
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: `${project.namespacePath} / ${project.name}`,
    path: project.path,
    path_with_namespace: path,
    created_at: iso(project.createdAtMs),
    default_branch: project.git.refs.size === 0 ? null : project.defaultBranch,
    topics: project.topics,
    http_url_to_repo: `${world.url}/${path}.git`,
    web_url: `${world.url}/${path}`,
    readme_url: readmeUrl(world, project),
    forks_count: 0,
    star_count: project.starredBy.size,
    last_activity_at: iso(project.lastActivityAtMs),
    visibility: project.visibility,
    namespace: {
      id: project.group?.id ?? 1,
      name: project.group?.name ?? project.namespacePath,
      path: project.group?.path ?? project.namespacePath,
      kind: project.group ? "group" : "user",
      full_path: project.namespacePath,
    },
    archived: project.archived,
    issues_enabled: true,
    merge_requests_enabled: true,
    open_issues_count: [...project.issues.values()].filter(({ state }) => state === "opened").length,
    marked_for_deletion_on: project.deletesOn ?? null,
    merge_method: project.mergeMethod,
    squash_option: project.squashOption,
    only_allow_merge_if_pipeline_succeeds: project.pipelineMustSucceed,
    only_allow_merge_if_all_discussions_are_resolved: project.discussionsMustBeResolved,
    remove_source_branch_after_merge: project.removeSourceBranchAfterMerge,
    permissions:
      user === undefined
        ? undefined
        : {
            project_access: level > inherited ? { access_level: level } : null,
            group_access: inherited > 0 ? { access_level: inherited } : null,
          },
  };
}
