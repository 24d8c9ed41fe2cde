import { canSee } from "../../http/repository-of.ts";
import { repositoryNodeId } from "../../shape/repository.ts";
import { isoTime } from "../../shape/time.ts";
import { roleOf } from "../../state/access.ts";
import type { Role } from "../../state/account.ts";
import { readExpression } from "../../state/git.ts";
import type { Issue } from "../../state/issues.ts";
import { assignableTo } from "../../state/issues/assignees.ts";
import { compareIssues, filterIssues } from "../../state/issues/filter-issues.ts";
import type { IssueFilter, IssueSort } from "../../state/issues/filter-issues.ts";
import { findLabel, labelsOf } from "../../state/issues/labels.ts";
import { findMilestone } from "../../state/issues/milestones.ts";
import type { Pull } from "../../state/pulls.ts";
import { syncHead } from "../../state/pulls/sync-head.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";

interface Order {
  readonly field: "CREATED_AT" | "UPDATED_AT" | "COMMENTS";
  readonly direction: "ASC" | "DESC";
}

interface IssueArguments extends PageArguments {
  readonly states?: readonly ("OPEN" | "CLOSED")[] | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: Order | null;
  readonly filterBy?: {
    readonly assignee?: string | null;
    readonly createdBy?: string | null;
    readonly labels?: readonly string[] | null;
    readonly mentioned?: string | null;
    readonly milestone?: string | null;
    readonly milestoneNumber?: string | null;
    readonly since?: string | null;
    readonly states?: readonly ("OPEN" | "CLOSED")[] | null;
  } | null;
}

const SORTS: Record<Order["field"], IssueSort> = { CREATED_AT: "created", UPDATED_AT: "updated", COMMENTS: "comments" };

function inOrder(order: Order | null | undefined): (left: Issue, right: Issue) => number {
  return compareIssues(SORTS[order?.field ?? "CREATED_AT"], (order?.direction ?? "ASC") === "ASC");
}

/** Argument values that are there: GraphQL's null means absent. */
function present<T extends object>(values: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as Partial<{
    [K in keyof T]: NonNullable<T[K]>;
  }>;
}

function issueFilter(repository: Repository, args: IssueArguments): IssueFilter {
  const by = args.filterBy ?? {};
  const states = by.states ?? args.states;
  const since = by.since == null ? undefined : Date.parse(by.since);
  const titled = repository.issues.milestones.find(({ title }) => title === by.milestone);
  return present({
    states: states?.map((state): "open" | "closed" => (state === "OPEN" ? "open" : "closed")),
    labels: by.labels ?? args.labels,
    assignee: by.assignee,
    creator: by.createdBy,
    mentioned: by.mentioned,
    milestone: by.milestoneNumber ?? (titled ? String(titled.number) : by.milestone),
    sinceMs: since,
  });
}

interface PullArguments extends PageArguments {
  readonly states?: readonly ("OPEN" | "CLOSED" | "MERGED")[] | null;
  readonly labels?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly orderBy?: Order | null;
}

/** `OPEN`, `CLOSED` or `MERGED`. */
export function pullState(repository: Repository, pull: Pull): "OPEN" | "CLOSED" | "MERGED" {
  if (pull.mergedAtMs !== null) return "MERGED";
  return repository.issues.byNumber.get(pull.number)?.state === "open" ? "OPEN" : "CLOSED";
}

/** Pull requests that pass a connection's arguments, in order. */
export function selectPulls(lens: Lens, repository: Repository, args: PullArguments, chosen?: (pull: Pull) => boolean): Pull[] {
  const compare = inOrder(args.orderBy);
  return [...repository.pulls.byNumber.values()]
    .map((pull) => ({ pull: syncHead(lens.world, repository, pull), issue: repository.issues.byNumber.get(pull.number) }))
    .flatMap(({ pull, issue }) => (issue ? [{ pull, issue }] : []))
    .filter(({ pull, issue }) => {
      const names = new Set(labelsOf(repository, issue).map(({ name }) => name));
      if (args.states && !args.states.includes(pullState(repository, pull))) return false;
      if (args.labels && !args.labels.some((label) => names.has(label))) return false;
      if (args.headRefName != null && pull.headRef !== args.headRefName) return false;
      if (args.baseRefName != null && pull.baseRef !== args.baseRefName) return false;
      return chosen?.(pull) ?? true;
    })
    .toSorted((a, b) => compare(a.issue, b.issue))
    .map(({ pull }) => pull);
}

const PERMISSION: Record<Role, string> = { pull: "READ", triage: "TRIAGE", push: "WRITE", maintain: "MAINTAIN", admin: "ADMIN" };

function numberedPart(lens: Lens, repository: Repository): Record<string, unknown> {
  const findIssue = (number: number): Entity => {
    const issue = repository.issues.byNumber.get(number);
    if (!issue || issue.isPull) throw graphqlRefusal("NOT_FOUND", `Could not resolve to an Issue with the number of ${number}.`);
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
      if (!issue) throw graphqlRefusal("NOT_FOUND", `Could not resolve to an issue or pull request with the number of ${number}.`);
      return issue.isPull ? findPull(number) : findIssue(number);
    },
  };
}

function listsPart(lens: Lens, repository: Repository): Record<string, unknown> {
  const { issues } = repository;
  return {
    issues: (args: IssueArguments) => {
      const rows = filterIssues(repository, issueFilter(repository, args)).filter(({ isPull }) => !isPull);
      return connection("issues", args, rows.toSorted(inOrder(args.orderBy)), (issue) => lens.issue(repository, issue));
    },
    pullRequests: (args: PullArguments) =>
      connection("pullRequests", args, selectPulls(lens, repository, args), (pull) => lens.pull(repository, pull)),
    label: ({ name }: { name: string }) => {
      const label = findLabel(repository, name);
      return label ? lens.label(repository, label) : null;
    },
    labels: (args: PageArguments & { query?: string | null; orderBy?: { field: string; direction: string } | null }) => {
      const wanted = args.query?.toLowerCase() ?? "";
      const rows = issues.labels.filter(({ name, description }) => `${name} ${description ?? ""}`.toLowerCase().includes(wanted));
      if (args.orderBy?.field === "NAME") rows.sort((a, b) => a.name.localeCompare(b.name));
      if (args.orderBy?.direction === "DESC") rows.reverse();
      return connection("labels", args, rows, (label) => lens.label(repository, label));
    },
    milestone: ({ number }: { number: number }) => {
      const milestone = findMilestone(repository, number);
      return milestone ? lens.milestone(repository, milestone) : null;
    },
    milestones: (args: PageArguments & { states?: readonly string[] | null; query?: string | null }) => {
      const rows = issues.milestones.filter(
        ({ state, title }) =>
          (args.states?.includes(state.toUpperCase()) ?? true) && title.toLowerCase().includes(args.query?.toLowerCase() ?? ""),
      );
      return connection("milestones", args, rows, (milestone) => lens.milestone(repository, milestone));
    },
    assignableUsers: (args: PageArguments & { query?: string | null }) => {
      const rows = assignableTo(lens.world, repository).filter(({ login }) => login.toLowerCase().includes(args.query?.toLowerCase() ?? ""));
      return connection("assignableUsers", args, rows, (account) => lens.account(account));
    },
  };
}

function gitPart(lens: Lens, repository: Repository): Record<string, unknown> {
  const { git } = repository;
  return {
    isEmpty: git.refs.size === 0,
    defaultBranchRef: () => lens.ref(repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      const names = [qualifiedName, `refs/${qualifiedName}`, `refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`];
      const found = names.find((name) => git.refs.has(name));
      return found === undefined ? null : lens.ref(repository, found);
    },
    refs: (args: PageArguments & { refPrefix: string; query?: string | null }) => {
      const names = [...git.refs.keys()].filter((name) => name.startsWith(args.refPrefix) && name.includes(args.query ?? ""));
      return connection("refs", args, names.toSorted(), (name) => lens.ref(repository, name));
    },
    object: ({ expression, oid }: { expression?: string | null; oid?: string | null }) => {
      const object = oid == null ? (expression == null ? undefined : readExpression(git, expression, repository.defaultBranch)) : git.objects.get(oid);
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
    ...listsPart(lens, repository),
    ...gitPart(lens, repository),
  };
}
