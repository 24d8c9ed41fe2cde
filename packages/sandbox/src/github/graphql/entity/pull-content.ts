import { entityId } from "../../shape/entity-id.ts";
import type { FileDiff } from "../../state/git.ts";
import type { Pull } from "../../state/pulls.ts";
import { pullCommits, pullFiles } from "../../state/pulls/pull-diff.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

const CHANGE_TYPES: Record<FileDiff["status"], string> = {
  added: "ADDED",
  removed: "DELETED",
  modified: "MODIFIED",
  renamed: "RENAMED",
  changed: "CHANGED",
};

/** What a pull request changes, and the verdict on it. */
export function pullContentPart(lens: Lens, repository: Repository, pull: Pull): Record<string, unknown> {
  const files = (): readonly FileDiff[] => pullFiles(repository, pull);
  return {
    additions: () => files().reduce((sum, file) => sum + file.additions, 0),
    deletions: () => files().reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: () => files().length,
    files: (args: PageArguments) =>
      connection("files", args, files(), (file) => ({
        path: file.path,
        additions: file.additions,
        deletions: file.deletions,
        changeType: CHANGE_TYPES[file.status],
        viewerViewedState: "UNVIEWED",
      })),
    commits: (args: PageArguments) =>
      connection("commits", args, pullCommits(repository, pull), ({ oid }) => ({
        __typename: "PullRequestCommit",
        id: `${entityId("pull", repository, pull.id)}:${oid}`,
        commit: () => lens.commit(repository, oid),
        pullRequest: () => lens.pull(repository, pull),
        ...repositorySiteUrl(lens.world, repository, `/pull/${pull.number}/commits/${oid}`),
      })),
    statusCheckRollup: () => lens.rollup(repository, pull.headSha),
  };
}
