import { canSee } from "../http/repository-of.ts";
import type { EntityKind } from "../shape/entity-id.ts";
import { kindOfPrefix } from "../shape/entity-id.ts";
import { repositoryNodeId } from "../shape/repository.ts";
import { accountNodeId } from "../shape/user.ts";
import { parseNodeId } from "../state/node-id.ts";
import { findReview, findReviewComment } from "../state/pulls/reviews.ts";
import type { Pull, ReviewThread } from "../state/pulls.ts";
import type { Issue, Label } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import { graphqlRefusal } from "./graphql-refusal.ts";
import type { Entity, Lens } from "./lens.ts";

const unresolved = (id: string): ReturnType<typeof graphqlRefusal> =>
  graphqlRefusal("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);

/** What a global id names below a repository that the viewer sees. */
function place(
  { world, viewer }: Lens,
  id: string,
): { kind: EntityKind; repository: Repository; number: number } | undefined {
  const parsed = parseNodeId(id);
  const kind = parsed && kindOfPrefix(parsed.prefix);
  const [repositoryId = -1, number = -1] = parsed?.ids ?? [];
  const repository = world.repositories.get(repositoryId);
  return kind && repository && canSee(viewer, repository) ? { kind, repository, number } : undefined;
}

const byId = <Row extends { readonly id: number }>(rows: Iterable<Row>, id: number): Row | undefined =>
  [...rows].find((row) => row.id === id);

/** The pull request an id names. @throws GraphQLError NOT_FOUND */
export function pullByNodeId(lens: Lens, id: string): { repository: Repository; pull: Pull } {
  const found = place(lens, id);
  const pull = found?.kind === "pull" ? byId(found.repository.pulls.byNumber.values(), found.number) : undefined;
  if (!found || !pull) throw unresolved(id);
  return { repository: found.repository, pull };
}

/** True for ids of pull requests, whether there is one or not. */
export function isPullId(id: string): boolean {
  const parsed = parseNodeId(id);
  return parsed !== undefined && kindOfPrefix(parsed.prefix) === "pull";
}

/** The issue an id names. @throws GraphQLError NOT_FOUND */
export function issueByNodeId(lens: Lens, id: string): { repository: Repository; issue: Issue } {
  const found = place(lens, id);
  const issue = found?.kind === "issue" ? byId(found.repository.issues.byNumber.values(), found.number) : undefined;
  if (!found || !issue) throw unresolved(id);
  return { repository: found.repository, issue };
}

/** The label an id names. @throws GraphQLError NOT_FOUND */
export function labelByNodeId(lens: Lens, id: string): Label {
  const found = place(lens, id);
  const label = found?.kind === "label" ? byId(found.repository.issues.labels, found.number) : undefined;
  if (!label) throw unresolved(id);
  return label;
}

/** The thread an id names; a comment's id names none. @throws GraphQLError NOT_FOUND */
export function threadByNodeId(lens: Lens, id: string): { repository: Repository; pull: Pull; thread: ReviewThread } {
  const found = place(lens, id);
  if (found?.kind === "thread") {
    for (const pull of found.repository.pulls.byNumber.values()) {
      const thread = byId(pull.threads, found.number);
      if (thread) return { repository: found.repository, pull, thread };
    }
  }
  throw unresolved(id);
}

const one = <Row>(row: Row | undefined, toEntity: (row: Row) => Entity): Entity | undefined =>
  row === undefined ? undefined : toEntity(row);

function inRepository(lens: Lens, kind: EntityKind, repository: Repository, id: number): Entity | undefined {
  const { issues, pulls, actions } = repository;
  const conversation = [...issues.byNumber.values()];
  switch (kind) {
    case "issue":
      return one(byId(conversation, id), (issue) => lens.issue(repository, issue));
    case "pull":
      return one(byId(pulls.byNumber.values(), id), (pull) => lens.pull(repository, pull));
    case "label":
      return one(byId(issues.labels, id), (label) => lens.label(repository, label));
    case "milestone":
      return one(byId(issues.milestones, id), (milestone) => lens.milestone(repository, milestone));
    case "checkRun":
      return one(byId(actions.checkRuns, id), (run) => lens.checkRun(repository, run));
    case "run":
      return one(byId(actions.runs, id), (run) => lens.workflowRun(repository, run));
    case "status":
      return one(byId(actions.statuses, id), (status) => lens.statusContext(repository, status));
    case "comment":
      for (const issue of conversation) {
        const comment = byId(issue.comments, id);
        if (comment) return lens.comment(repository, issue, comment);
      }
      return undefined;
    default:
      break;
  }
  for (const pull of pulls.byNumber.values()) {
    const review = kind === "review" ? findReview(pull, id) : undefined;
    if (review) return lens.review(repository, pull, review);
    const thread = kind === "thread" ? byId(pull.threads, id) : undefined;
    if (thread) return lens.thread(repository, pull, thread);
    const found = kind === "reviewComment" ? findReviewComment(pull, id) : undefined;
    if (found) return lens.reviewComment(repository, pull, found.thread, found.comment);
  }
  return undefined;
}

/** Anything by its global id. @throws GraphQLError NOT_FOUND for what is not there, or not for this viewer. */
export function findNode(lens: Lens, id: string): Entity {
  const account = [...lens.world.accounts.values()].find((candidate) => accountNodeId(candidate) === id);
  if (account) return lens.account(account);
  const repository = [...lens.world.repositories.values()].find((candidate) => repositoryNodeId(candidate) === id);
  if (repository && canSee(lens.viewer, repository)) return lens.repository(repository);
  const found = place(lens, id);
  const entity = found && inRepository(lens, found.kind, found.repository, found.number);
  if (!entity) throw unresolved(id);
  return entity;
}
