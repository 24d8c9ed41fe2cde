import { canSee } from "../../http/repository-of.ts";
import { entityId } from "../../shape/entity-id.ts";
import { issueOfPull } from "../../shape/pull.ts";
import { isoTime, isoTimeOrNull } from "../../shape/time.ts";
import type { FileDiff } from "../../state/git.ts";
import { closingReferencesIn } from "../../state/issues/references.ts";
import type { Pull, Review } from "../../state/pulls.ts";
import type { Mergeability } from "../../state/pulls/mergeability.ts";
import { readMergeability } from "../../state/pulls/mergeability.ts";
import { baseTip, pullCommits, pullFiles } from "../../state/pulls/pull-diff.ts";
import { latestOpinions, reviewDecision } from "../../state/pulls/review-decision.ts";
import { visibleComments, visibleReviews } from "../../state/pulls/reviews.ts";
import { syncHead } from "../../state/pulls/sync-head.ts";
import type { Repository } from "../../state/repository.ts";
import { findAccount, findTeam } from "../../state/world.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";
import { conversationPart } from "./issue.ts";
import { pullState } from "./repository.ts";

const CHANGE_TYPES: Record<FileDiff["status"], string> = {
  added: "ADDED",
  removed: "DELETED",
  modified: "MODIFIED",
  renamed: "RENAMED",
  changed: "CHANGED",
};

/** Mergeability is one read however many of its fields are asked for. */
function mergePart(lens: Lens, repository: Repository, pull: Pull): Record<string, unknown> {
  let known: Mergeability | undefined;
  const read = (): Mergeability => (known ??= readMergeability(lens.world, repository, pull));
  const { autoMerge } = pull;
  return {
    mergeable: () => ({ true: "MERGEABLE", false: "CONFLICTING", null: "UNKNOWN" })[`${read().mergeable}`],
    mergeStateStatus: () => read().state.toUpperCase(),
    canBeRebased: () => read().mergeable === true,
    reviewDecision: () => reviewDecision(lens.world, repository, pull),
    // No repository of the stand-in has a merge queue.
    isInMergeQueue: false,
    isMergeQueueEnabled: false,
    mergeQueueEntry: null,
    autoMergeRequest: autoMerge && {
      authorEmail: null,
      commitBody: autoMerge.commitMessage,
      commitHeadline: autoMerge.commitTitle,
      enabledAt: isoTime(autoMerge.enabledAtMs),
      enabledBy: () => lens.actor(autoMerge.enabledBy),
      mergeMethod: autoMerge.method.toUpperCase(),
      pullRequest: () => lens.pull(repository, pull),
    },
    merged: pull.mergedAtMs !== null,
    mergedAt: isoTimeOrNull(pull.mergedAtMs),
    mergedBy: () => lens.actor(pull.mergedBy),
    mergeCommit: () => (pull.mergeCommitSha === null ? null : lens.commit(repository, pull.mergeCommitSha)),
  };
}

function branchPart(lens: Lens, repository: Repository, pull: Pull): Record<string, unknown> {
  const head = lens.world.repositories.get(pull.headRepositoryId ?? -1);
  const visibleHead = head && (head === repository || canSee(lens.viewer, head)) ? head : undefined;
  return {
    baseRef: () => lens.ref(repository, `refs/heads/${pull.baseRef}`),
    baseRefName: pull.baseRef,
    baseRefOid: baseTip(repository, pull),
    baseRepository: () => lens.repository(repository),
    headRef: () => (visibleHead ? lens.ref(visibleHead, `refs/heads/${pull.headRef}`) : null),
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRepository: () => (visibleHead ? lens.repository(visibleHead) : null),
    headRepositoryOwner: () => (head ? lens.account(head.owner) : null),
    isCrossRepository: head !== repository,
    maintainerCanModify: pull.maintainerCanModify,
  };
}

function contentPart(lens: Lens, repository: Repository, pull: Pull): Record<string, unknown> {
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

function requestEntity(lens: Lens, repository: Repository, pull: Pull, reviewer: string, index: number): Entity {
  const team = findTeam(lens.world, repository.owner.login, reviewer);
  const account = findAccount(lens.world, reviewer);
  return {
    __typename: "ReviewRequest",
    id: entityId("reviewRequest", repository, pull.id * 100 + index),
    databaseId: pull.number * 100 + index,
    asCodeOwner: false,
    requestedReviewer: () => (team ? lens.team(repository.owner, team) : account ? lens.account(account) : null),
    pullRequest: () => lens.pull(repository, pull),
  };
}

function reviewPart(lens: Lens, repository: Repository, pull: Pull): Record<string, unknown> {
  const { login } = lens.viewer.account;
  const entity = (review: Review): Entity => lens.review(repository, pull, review);
  const seen = (): Review[] => visibleReviews(pull, login);
  const latest = (): Review[] => [...new Map(seen().map((review) => [review.author, review])).values()];
  return {
    reviews: (args: PageArguments & { states?: readonly string[] | null; author?: string | null }) => {
      const rows = seen().filter(({ state, author }) => (args.states?.includes(state) ?? true) && (args.author == null || args.author === author));
      return connection("reviews", args, rows, entity);
    },
    latestReviews: (args: PageArguments) => connection("latestReviews", args, latest(), entity),
    latestOpinionatedReviews: (args: PageArguments) => connection("latestOpinionatedReviews", args, latestOpinions(pull), entity),
    viewerLatestReview: () => {
      const mine = seen().findLast(({ author }) => author === login);
      return mine ? entity(mine) : null;
    },
    reviewRequests: (args: PageArguments) => {
      const rows = [...pull.requestedReviewers, ...pull.requestedTeams];
      return connection("reviewRequests", args, [...rows.entries()], ([i, reviewer]) => requestEntity(lens, repository, pull, reviewer, i));
    },
    reviewThreads: (args: PageArguments) => {
      const rows = pull.threads.filter((thread) => visibleComments(pull, thread, login).length > 0);
      return connection("reviewThreads", args, rows, (thread) => lens.thread(repository, pull, thread));
    },
  };
}

/** `PullRequest` */
export function pullEntity(lens: Lens, repository: Repository, stored: Pull): Entity {
  const pull = syncHead(lens.world, repository, stored);
  const issue = issueOfPull(repository, pull);
  const page = repositorySiteUrl(lens.world, repository, `/pull/${pull.number}`);
  return {
    __typename: "PullRequest",
    ...conversationPart(lens, repository, issue),
    id: entityId("pull", repository, pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    state: pullState(repository, pull),
    isDraft: pull.draft,
    ...page,
    permalink: page.url,
    totalCommentsCount: issue.comments.length + pull.threads.reduce((sum, thread) => sum + thread.comments.length, 0),
    ...mergePart(lens, repository, pull),
    ...branchPart(lens, repository, pull),
    ...contentPart(lens, repository, pull),
    ...reviewPart(lens, repository, pull),
    closingIssuesReferences: (args: PageArguments) => {
      const rows = closingReferencesIn(lens.world, repository, issue.body ?? "").filter((found) => canSee(lens.viewer, found.repository));
      return connection("closingIssuesReferences", args, rows, (found) => lens.issue(found.repository, found.issue));
    },
  };
}
