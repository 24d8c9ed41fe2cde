import { canSee } from "../../http/repository-of.ts";
import { repositoryNodeId } from "../../shape/repository.ts";
import { isoTime } from "../../shape/time.ts";
import { roleOf } from "../../state/access.ts";
import type { Role } from "../../state/account.ts";
import { readExpression } from "../../state/git.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";
import { repositoryListsPart } from "./repository-lists.ts";

const PERMISSION: Record<Role, string> = {
  pull: "READ",
  triage: "TRIAGE",
  push: "WRITE",
  maintain: "MAINTAIN",
  admin: "ADMIN",
};

function numberedPart(lens: Lens, repository: Repository): Record<string, unknown> {
  const findIssue = (number: number): Entity => {
    const issue = repository.issues.byNumber.get(number);
    if (!issue || issue.isPull)
      throw graphqlRefusal("NOT_FOUND", `Could not resolve to an Issue with the number of ${number}.`);
    return lens.issue(repository, issue);
  };
  const findPull = (number: number): Entity => {
    const pull = repository.pulls.byNumber.get(number);
    if (!pull) throw graphqlRefusal("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
    return lens.pull(repository, pull);
  };
  return {
    issue: ({ number }: { number: number }) => findIssue(number),
    pullRequest: ({ number }: { number: number }) => findPull(number),
    issueOrPullRequest: ({ number }: { number: number }) => {
      const issue = repository.issues.byNumber.get(number);
      if (!issue)
        throw graphqlRefusal(
          "NOT_FOUND",
          `Could not resolve to an issue or pull request with the number of ${number}.`,
        );
      return issue.isPull ? findPull(number) : findIssue(number);
    },
  };
}

function gitPart(lens: Lens, repository: Repository): Record<string, unknown> {
  const { git } = repository;
  return {
    isEmpty: git.refs.size === 0,
    defaultBranchRef: () => lens.ref(repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      const names = [
        qualifiedName,
        `refs/${qualifiedName}`,
        `refs/heads/${qualifiedName}`,
        `refs/tags/${qualifiedName}`,
      ];
      const found = names.find((name) => git.refs.has(name));
      return found === undefined ? null : lens.ref(repository, found);
    },
    refs: (args: PageArguments & { refPrefix: string; query?: string | null }) => {
      const names = [...git.refs.keys()].filter(
        (name) => name.startsWith(args.refPrefix) && name.includes(args.query ?? ""),
      );
      return connection("refs", args, names.toSorted(), (name) => lens.ref(repository, name));
    },
    object: ({ expression, oid }: { expression?: string | null; oid?: string | null }) => {
      const object =
        oid == null
          ? expression == null
            ? undefined
            : readExpression(git, expression, repository.defaultBranch)
          : git.objects.get(oid);
      return object ? lens.gitObject(repository, object) : null;
    },
  };
}

/** `Repository` */
export function repositoryEntity(lens: Lens, repository: Repository): Entity {
  const { viewer, world } = lens;
  const { parent } = repository;
  const role = roleOf(viewer.account, repository);
  return {
    __typename: "Repository",
    id: repositoryNodeId(repository),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: () => lens.account(repository.owner),
    description: repository.description,
    ...repositorySiteUrl(world, repository, ""),
    isPrivate: repository.visibility !== "public",
    isArchived: repository.archived,
    isFork: parent !== undefined,
    isTemplate: repository.isTemplate,
    visibility: repository.visibility.toUpperCase(),
    viewerPermission: role ? PERMISSION[role] : null,
    createdAt: isoTime(repository.createdAtMs),
    updatedAt: isoTime(repository.updatedAtMs),
    pushedAt: isoTime(repository.pushedAtMs),
    parent: () => (parent && canSee(viewer, parent) ? lens.repository(parent) : null),
    mergeCommitAllowed: repository.allowMergeCommit,
    squashMergeAllowed: repository.allowSquashMerge,
    rebaseMergeAllowed: repository.allowRebaseMerge,
    autoMergeAllowed: repository.allowAutoMerge,
    deleteBranchOnMerge: repository.deleteBranchOnMerge,
    hasIssuesEnabled: repository.hasIssues,
    ...numberedPart(lens, repository),
    ...repositoryListsPart(lens, repository),
    ...gitPart(lens, repository),
  };
}
