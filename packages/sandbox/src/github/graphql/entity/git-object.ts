import { accountByEmail } from "../../shape/commit.ts";
import { isoTime } from "../../shape/time.ts";
import type { Blob, Commit, GitObject, PathEntry, Signature, Tag, Tree } from "../../state/git.ts";
import { commitOf, diffTrees, entryAt, history, isBinary, peel, readBlob, readCommit, touches } from "../../state/git.ts";
import { latestStatuses, statusVerdict } from "../../state/checks/latest.ts";
import { objectNodeId } from "../../state/object-node-id.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";
import { selectPulls } from "./repository.ts";

/** Text beyond this is cut off in GraphQL. */
const MAX_TEXT_BYTES = 512_000;

const GENERATED = /(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|yarn\.lock|go\.sum|.*\.min\.js|.*\.snap)$/;

function commonPart(lens: Lens, repository: Repository, prefix: "B" | "T" | "C" | "TA", oid: string): Record<string, unknown> {
  const { url, resourcePath } = repositorySiteUrl(lens.world, repository, `/commit/${oid}`);
  return {
    id: objectNodeId(prefix, repository, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    commitUrl: url,
    commitResourcePath: resourcePath,
    repository: () => lens.repository(repository),
  };
}

function blobEntity(lens: Lens, repository: Repository, blob: Blob): Entity {
  const binary = isBinary(blob.data);
  return {
    __typename: "Blob",
    ...commonPart(lens, repository, "B", blob.oid),
    byteSize: blob.data.length,
    isBinary: binary,
    isTruncated: blob.data.length > MAX_TEXT_BYTES,
    text: binary ? null : blob.data.subarray(0, MAX_TEXT_BYTES).toString(),
  };
}

/** `TreeEntry` at its path. */
function treeEntry(lens: Lens, repository: Repository, entry: PathEntry): Record<string, unknown> {
  const name = entry.path.slice(entry.path.lastIndexOf("/") + 1);
  const data = readBlob(repository.git, entry.oid)?.data;
  const dot = name.lastIndexOf(".");
  return {
    name,
    path: entry.path,
    // GitHub gives the file mode as a decimal number: 33188 is 0o100644.
    mode: Number.parseInt(entry.mode, 8),
    type: entry.mode === "040000" ? "tree" : entry.mode === "160000" ? "commit" : "blob",
    oid: entry.oid,
    size: data?.length ?? 0,
    extension: entry.mode === "040000" ? null : dot > 0 ? name.slice(dot) : "",
    isGenerated: GENERATED.test(entry.path),
    lineCount: data && !isBinary(data) ? data.toString().split("\n").length - 1 : null,
    object: () => {
      const object = repository.git.objects.get(entry.oid);
      return object ? lens.gitObject(repository, object) : null;
    },
    repository: () => lens.repository(repository),
  };
}

function treeEntity(lens: Lens, repository: Repository, tree: Tree): Entity {
  return {
    __typename: "Tree",
    ...commonPart(lens, repository, "T", tree.oid),
    entries: () => tree.entries.map(({ name, mode, oid }) => treeEntry(lens, repository, { path: name, mode, oid })),
  };
}

function gitActor(lens: Lens, { name, email, atMs }: Signature): Record<string, unknown> {
  return {
    name,
    email,
    date: isoTime(atMs),
    user: () => {
      const account = accountByEmail(lens.world, email);
      return account?.type === "User" ? lens.account(account) : null;
    },
  };
}

function tagEntity(lens: Lens, repository: Repository, tag: Tag): Entity {
  return {
    __typename: "Tag",
    ...commonPart(lens, repository, "TA", tag.oid),
    name: tag.name,
    message: tag.message,
    tagger: gitActor(lens, tag.tagger),
    target: () => {
      const object = repository.git.objects.get(tag.object);
      return object ? lens.gitObject(repository, object) : null;
    },
  };
}

interface HistoryArguments extends PageArguments {
  readonly path?: string | null;
  readonly since?: string | null;
  readonly until?: string | null;
}

function contentPart(lens: Lens, repository: Repository, commit: Commit): Record<string, unknown> {
  const { git } = repository;
  const parent = commit.parents[0];
  const files = (): ReturnType<typeof diffTrees> => diffTrees(git, parent === undefined ? undefined : commitOf(git, parent).tree, commit.tree);
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
    parents: (args: PageArguments) => connection("parents", args, commit.parents, (oid) => lens.commit(repository, oid)),
    history: (args: HistoryArguments) => {
      const { path } = args;
      const since = args.since == null ? -Infinity : Date.parse(args.since);
      const until = args.until == null ? Infinity : Date.parse(args.until);
      const rows = history(git, commit.oid).filter(
        (row) => row.committer.atMs >= since && row.committer.atMs <= until && (path == null || touches(git, row, path)),
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
    ...commonPart(lens, repository, "C", oid),
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

/** `Blob`, `Tree`, `Commit` or `Tag`. */
export function gitObjectEntity(lens: Lens, repository: Repository, object: GitObject): Entity {
  switch (object.type) {
    case "blob":
      return blobEntity(lens, repository, object);
    case "tree":
      return treeEntity(lens, repository, object);
    case "tag":
      return tagEntity(lens, repository, object);
    case "commit":
      return lens.commit(repository, object.oid);
  }
}

/** `Ref` by full name; null where there is none. */
export function refEntity(lens: Lens, repository: Repository, name: string): Entity | null {
  const { git } = repository;
  const oid = git.refs.get(name);
  if (oid === undefined) return null;
  const [, prefix = "refs/", short = name] = /^(refs\/(?:heads|tags)\/|refs\/)(.+)$/.exec(name) ?? [];
  const tip = readCommit(git, peel(git, oid))?.oid;
  return {
    __typename: "Ref",
    id: objectNodeId("REF", repository, name),
    name: short,
    prefix,
    repository: () => lens.repository(repository),
    target: () => {
      const object = git.objects.get(oid);
      return object ? lens.gitObject(repository, object) : null;
    },
    associatedPullRequests: (args: Parameters<typeof selectPulls>[2]) => {
      const rows = selectPulls(lens, repository, args, (pull) => pull.headRef === short && tip !== undefined);
      return connection("associatedPullRequests", args, rows, (pull) => lens.pull(repository, pull));
    },
  };
}
