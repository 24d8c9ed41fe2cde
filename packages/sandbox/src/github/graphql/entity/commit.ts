import { isoTime } from "../../shape/time.ts";
import { latestStatuses, statusVerdict } from "../../state/checks/latest.ts";
import type { Commit } from "../../state/git.ts";
import { commitOf, diffTrees, entryAt, history, touches } from "../../state/git.ts";
import { objectNodeId } from "../../state/object-node-id.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";
import { gitActor } from "./git-actor.ts";
import { gitObjectPart } from "./git-object-part.ts";
import { selectPulls } from "./select-pulls.ts";
import { treeEntry } from "./tree-entry.ts";

interface HistoryArguments extends PageArguments {
  readonly path?: string | null;
  readonly since?: string | null;
  readonly until?: string | null;
}

function contentPart(lens: Lens, repository: Repository, commit: Commit): Record<string, unknown> {
  const { git } = repository;
  const parent = commit.parents[0];
  const files = (): ReturnType<typeof diffTrees> =>
    diffTrees(git, parent === undefined ? undefined : commitOf(git, parent).tree, commit.tree);
  return {
    additions: () => files().reduce((sum, file) => sum + file.additions, 0),
    deletions: () => files().reduce((sum, file) => sum + file.deletions, 0),
    changedFilesIfAvailable: () => files().length,
    tree: () => {
      const tree = git.objects.get(commit.tree);
      return tree ? lens.gitObject(repository, tree) : null;
    },
    file: ({ path }: { path: string }) => {
      const entry = entryAt(git, commit.tree, path);
      return entry && entry.path !== "" ? treeEntry(lens, repository, entry) : null;
    },
    parents: (args: PageArguments) =>
      connection("parents", args, commit.parents, (oid) => lens.commit(repository, oid)),
    history: (args: HistoryArguments) => {
      const { path } = args;
      const since = args.since == null ? -Infinity : Date.parse(args.since);
      const until = args.until == null ? Infinity : Date.parse(args.until);
      const rows = history(git, commit.oid).filter(
        (row) =>
          row.committer.atMs >= since && row.committer.atMs <= until && (path == null || touches(git, row, path)),
      );
      return connection("history", args, rows, (row) => lens.commit(repository, row.oid));
    },
  };
}

function verdictPart(lens: Lens, repository: Repository, sha: string): Record<string, unknown> {
  return {
    statusCheckRollup: () => lens.rollup(repository, sha),
    status: () => {
      const statuses = latestStatuses(repository, sha);
      if (statuses.length === 0) return null;
      const verdicts = new Set(statuses.map(statusVerdict));
      return {
        __typename: "Status",
        id: objectNodeId("C", repository, `status:${sha}`),
        state: verdicts.has("failure") ? "FAILURE" : verdicts.has("pending") ? "PENDING" : "SUCCESS",
        commit: () => lens.commit(repository, sha),
        contexts: () => statuses.map((status) => lens.statusContext(repository, status)),
        context: ({ name }: { name: string }) => {
          const status = statuses.find(({ context }) => context === name);
          return status ? lens.statusContext(repository, status) : null;
        },
      };
    },
    associatedPullRequests: (args: PageArguments) => {
      const rows = selectPulls(lens, repository, {}, (pull) => pull.headSha === sha || pull.mergeCommitSha === sha);
      return connection("associatedPullRequests", args, rows, (pull) => lens.pull(repository, pull));
    },
  };
}

/** `Commit` */
export function commitEntity(lens: Lens, repository: Repository, oid: string): Entity {
  const commit = commitOf(repository.git, oid);
  const message = commit.message.replace(/\n$/, "");
  const [headline = "", ...rest] = message.split("\n");
  const { gpgsig } = commit;
  return {
    __typename: "Commit",
    ...gitObjectPart(lens, repository, "C", oid),
    ...repositorySiteUrl(lens.world, repository, `/commit/${oid}`),
    message,
    messageHeadline: headline,
    messageBody: rest.join("\n").trim(),
    authoredDate: isoTime(commit.author.atMs),
    committedDate: isoTime(commit.committer.atMs),
    author: gitActor(lens, commit.author),
    committer: gitActor(lens, commit.committer),
    signature:
      gpgsig === undefined
        ? null
        : {
            __typename: "GpgSignature",
            email: commit.committer.email,
            isValid: true,
            payload: `tree ${commit.tree}\n`,
            signature: gpgsig,
            signer: null,
            state: "VALID",
            wasSignedByGitHub: true,
            keyId: "B5690EEEBB952194",
          },
    ...contentPart(lens, repository, commit),
    ...verdictPart(lens, repository, oid),
  };
}
