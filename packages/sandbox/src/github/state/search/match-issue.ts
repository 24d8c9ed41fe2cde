import { labelsOf } from "../issues/labels.ts";
import { findMilestone } from "../issues/milestones.ts";
import { closingReferencesIn, mentionsIn } from "../issues/references.ts";
import type { FoundIssue } from "../issues/references.ts";
import { rollup } from "../checks/latest.ts";
import { reviewDecision } from "../pulls/review-decision.ts";
import { findRepository, type World } from "../world.ts";
import { inDateRange, inNumberRange } from "./date-range.ts";
import type { Condition, Qualifier, SearchQuery } from "./parse-query.ts";

const same = (left: string | null | undefined, right: string): boolean => left?.toLowerCase() === right.toLowerCase();

const textOf = ({ issue }: FoundIssue): string =>
  [issue.title, issue.body ?? "", ...issue.comments.map(({ body }) => body)].join("\n");

function matchesIs({ repository, issue }: FoundIssue, value: string): boolean | undefined {
  const pull = repository.pulls.byNumber.get(issue.number);
  switch (value) {
    case "issue":
      return !issue.isPull;
    case "pr":
    case "pull-request":
      return issue.isPull;
    case "open":
    case "closed":
      return issue.state === value;
    case "merged":
      return pull?.mergedAtMs != null;
    case "unmerged":
      return pull !== undefined && pull.mergedAtMs === null;
    case "draft":
      return pull?.draft === true;
    case "public":
      return repository.visibility === "public";
    case "private":
      return repository.visibility !== "public";
    case "locked":
      return issue.locked;
    case "unlocked":
      return !issue.locked;
    default:
      return undefined;
  }
}

function matchesNo({ issue }: FoundIssue, value: string): boolean {
  if (value === "label") return issue.labelIds.length === 0;
  if (value === "assignee") return issue.assignees.length === 0;
  return value === "milestone" && issue.milestone === null;
}

function linked(world: World, found: FoundIssue): boolean {
  if (found.issue.isPull) return closingReferencesIn(world, found.repository, found.issue.body ?? "").length > 0;
  return [...found.repository.issues.byNumber.values()].some(
    (other) =>
      other.isPull &&
      closingReferencesIn(world, found.repository, other.body ?? "").some(({ issue }) => issue === found.issue),
  );
}

const REVIEW = { approved: "APPROVED", changes_requested: "CHANGES_REQUESTED", required: "REVIEW_REQUIRED" } as const;

/** Whether one qualifier holds; `undefined` where GitHub ignores it. */
function matchesQualifier(
  world: World,
  found: FoundIssue,
  viewer: string,
  { name, value }: Qualifier,
): boolean | undefined {
  const { repository, issue } = found;
  const pull = repository.pulls.byNumber.get(issue.number);
  const person = value === "@me" ? viewer : value.replace(/^@/, "");
  const mentioned = (): boolean => mentionsIn(textOf(found)).includes(person.toLowerCase());
  const assigned = (): boolean => issue.assignees.some((login) => same(login, person));
  const commented = (): boolean =>
    issue.comments.some(({ author }) => same(author, person)) ||
    pull?.threads.some(({ comments }) => comments.some(({ author }) => same(author, person))) === true;
  switch (name) {
    case "repo":
      return findRepository(world, value)?.repository === repository;
    case "user":
    case "org":
    case "owner":
      return same(repository.owner.login, person);
    case "is":
    case "state":
      return matchesIs(found, value.toLowerCase());
    case "type":
      return matchesIs(found, value.toLowerCase()) ?? same(issue.type, value);
    case "no":
      return matchesNo(found, value.toLowerCase());
    case "label":
      // A comma means "or".
      return value
        .split(",")
        .some((wanted) => labelsOf(repository, issue).some((label) => same(label.name, wanted.replaceAll('"', ""))));
    case "author":
      return same(issue.author, person.replace(/^app\/(.*)$/, "$1[bot]"));
    case "assignee":
      return value === "*" ? issue.assignees.length > 0 : assigned();
    case "mentions":
      return mentioned();
    case "commenter":
      return commented();
    case "involves":
      return same(issue.author, person) || assigned() || mentioned() || commented();
    case "review-requested":
      return pull?.requestedReviewers.some((login) => same(login, person)) === true;
    case "reviewed-by":
      return pull?.reviews.some(({ author, state }) => state !== "PENDING" && same(author, person)) === true;
    case "review":
      if (value === "none") return pull?.reviews.every(({ state }) => state === "PENDING") === true;
      return pull !== undefined && reviewDecision(world, repository, pull) === REVIEW[value as keyof typeof REVIEW];
    case "draft":
      return pull !== undefined && pull.draft === (value === "true");
    case "head":
      return pull !== undefined && pull.headRef.startsWith(value);
    case "base":
      return pull !== undefined && pull.baseRef === value;
    case "status":
      return pull !== undefined && rollup(repository, pull.headSha) === value;
    case "milestone":
      return issue.milestone !== null && same(findMilestone(repository, issue.milestone)?.title, value);
    case "linked":
      return linked(world, found);
    case "comments":
      return inNumberRange(issue.comments.length, value);
    case "created":
      return inDateRange(issue.createdAtMs, value);
    case "updated":
      return inDateRange(issue.updatedAtMs, value);
    case "closed":
      return inDateRange(issue.closedAtMs, value);
    case "merged":
      return inDateRange(pull?.mergedAtMs ?? null, value);
    case "archived":
      return repository.archived === (value === "true");
    default:
      return undefined;
  }
}

function searched(found: FoundIssue, query: SearchQuery): string {
  const places = query.qualifiers.filter(({ name }) => name === "in").flatMap(({ value }) => value.split(","));
  const { issue } = found;
  if (places.length === 0) return textOf(found).toLowerCase();
  const parts = [
    ...(places.includes("title") ? [issue.title] : []),
    ...(places.includes("body") ? [issue.body ?? ""] : []),
    ...(places.includes("comments") ? issue.comments.map(({ body }) => body) : []),
  ];
  return parts.join("\n").toLowerCase();
}

/** Whether an issue or pull request answers the query. */
export function matchIssue(world: World, found: FoundIssue, viewer: string, query: SearchQuery): boolean {
  const text = searched(found, query);
  const holds = (condition: Condition): boolean => {
    switch (condition.kind) {
      case "all":
        return condition.parts.every(holds);
      case "any":
        return condition.parts.some(holds);
      case "not":
        return !holds(condition.part);
      case "term":
        return text.includes(condition.term.text) !== condition.term.negated;
      case "qualifier": {
        const { qualifier } = condition;
        const answer = matchesQualifier(world, found, viewer, qualifier);
        return answer === undefined || answer !== qualifier.negated;
      }
    }
  };
  return holds(query.where);
}
