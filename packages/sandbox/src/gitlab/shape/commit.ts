import { diffTrees, commitOf, type Commit, type FileDiff, type Git } from "../../git/index.ts";
import { fullPathOf, type Project } from "../state/project.ts";
import { isAtLeast, type World } from "../state/world.ts";
import { iso } from "./user.ts";

export function commitShape(world: World, project: Project, commit: Commit) {
  const [title = "", ...rest] = commit.message.split("\n");
  return {
    id: commit.oid,
    short_id: commit.oid.slice(0, 8),
    created_at: iso(commit.committer.atMs),
    parent_ids: commit.parents,
    title,
    message: rest.length > 0 ? commit.message : `${title}\n`,
    author_name: commit.author.name,
    author_email: commit.author.email,
    authored_date: iso(commit.author.atMs),
    committer_name: commit.committer.name,
    committer_email: commit.committer.email,
    committed_date: iso(commit.committer.atMs),
    trailers: {},
    web_url: `${world.url}/${fullPathOf(project)}/-/commit/${commit.oid}`,
  };
}

/** What a commit changed, against its first parent. */
export function commitFiles(git: Git, commit: Commit): readonly FileDiff[] {
  const [parent] = commit.parents;
  return diffTrees(git, parent === undefined ? undefined : commitOf(git, parent).tree, commit.tree);
}

/** Lines of one file's diff that GitLab still shows. */
const SHOWN_LINES = 5_000;

/** Before 18.4 nothing tells a diff that is left out from one that is empty. */
export function diffShape(world: World, file: FileDiff) {
  const binary = `Binary files a/${file.previousPath ?? file.path} and b/${file.path} differ\n`;
  const tooLarge = file.patch === undefined && !file.binary && file.additions + file.deletions > 0;
  const collapsed = !tooLarge && file.additions + file.deletions > SHOWN_LINES;
  return {
    diff: file.binary ? binary : tooLarge || collapsed || file.patch === undefined ? "" : `${file.patch}\n`,
    new_path: file.path,
    old_path: file.previousPath ?? file.path,
    a_mode: file.old?.mode ?? "0",
    b_mode: file.new?.mode ?? "0",
    new_file: file.status === "added",
    renamed_file: file.status === "renamed",
    deleted_file: file.status === "removed",
    generated_file: /(?:^|\/)package-lock\.json$|__snapshots__/.test(file.path),
    ...(isAtLeast(world, 18, 4) && { collapsed, too_large: tooLarge }),
  };
}
