import { commitOf, mergeBase } from "../state/git.ts";
import { addAssignees } from "../state/issues/assignees.ts";
import { addLabels } from "../state/issues/labels.ts";
import { setMilestone } from "../state/issues/milestones.ts";
import { recordEvent } from "../state/issues/record-event.ts";
import { diffLines } from "../state/pulls/diff-lines.ts";
import { openPull } from "../state/pulls/open-pull.ts";
import { pullFiles } from "../state/pulls/pull-diff.ts";
import { addReview, addThread, replyInThread } from "../state/pulls/reviews.ts";
import type { Pull } from "../state/pulls.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { findRepository } from "../state/world.ts";
import { pullBranches } from "../../harbor/branches.ts";
import { daysAgo } from "../../harbor/epoch.ts";
import type { PullText } from "../../harbor/texts/pull-texts.ts";
import { pullTexts } from "../../harbor/texts/pull-texts.ts";
import type { ReviewText, ThreadText } from "../../harbor/texts/review-texts.ts";
import { reviewTexts } from "../../harbor/texts/review-texts.ts";

const FORK = "driveby7/storefront";

function tipOf(repository: Repository, branch: string): string {
  const sha = repository.git.refs.get(`refs/heads/${branch}`);
  if (sha === undefined) throw new Error(`${repository.fullName} has no branch ${branch}`);
  return sha;
}

function seedPull(
  world: World,
  repository: Repository,
  number: number,
  row: { branch: string; title: string; author: string },
  text: PullText,
): void {
  const source = number === 36 ? findRepository(world, FORK)?.repository : repository;
  if (!source) throw new Error(`the seed needs ${FORK}`);
  const { author, title } = row;
  const atMs = daysAgo(text.ageDays);
  const main = tipOf(repository, "main");
  const sha = tipOf(source, row.branch);
  const { issue, pull } = openPull(world, repository, {
    author,
    title,
    body: text.body,
    head: { repository: source, ref: row.branch, sha },
    base: { ref: "main", sha: mergeBase(repository.git, main, sha) ?? main },
    draft: text.draft ?? false,
    maintainerCanModify: source !== repository,
    atMs,
  });
  if (issue.number !== number) throw new Error(`pull request ${number} became ${issue.number}`);
  const triager = author === "driveby7" ? "mlind" : author;
  addLabels(world, repository, issue, text.labels ?? [], triager, atMs);
  addAssignees(world, repository, issue, text.assignees ?? [], triager, atMs);
  const milestone = repository.issues.milestones.find((candidate) => candidate.title === text.milestone);
  if (milestone) setMilestone(world, repository, issue, milestone.number, triager, atMs);
  pull.requestedReviewers = [...(text.reviewers ?? [])];
  pull.requestedTeams = [...(text.teams ?? [])];
  for (const reviewer of [...pull.requestedReviewers, ...pull.requestedTeams]) {
    recordEvent(world, issue, triager, { event: "review_requested", reviewer }, atMs);
  }
}

/** The number of the first added line with this text. */
function lineWith(repository: Repository, pull: Pull, { path, on }: ThreadText): number {
  const patch = pullFiles(repository, pull).find((file) => file.path === path)?.patch ?? "";
  const found = diffLines(patch).find(
    (row) =>
      row.side === "RIGHT" &&
      (row.excerpt.split("\n").at(-1) ?? "").startsWith("+") &&
      row.excerpt.split("\n").at(-1)?.includes(on),
  );
  if (!found) throw new Error(`the diff of ${pull.number} has no line with: ${on}`);
  return found.line;
}

function seedThread(
  world: World,
  repository: Repository,
  pull: Pull,
  review: ReturnType<typeof addReview>,
  text: ThreadText,
): void {
  const line = lineWith(repository, pull, text);
  const patch = pullFiles(repository, pull).find((file) => file.path === text.path)?.patch ?? "";
  const place = diffLines(patch).find((row) => row.side === "RIGHT" && row.line === line);
  const facts = { path: text.path, body: text.body, side: "RIGHT", line } as const;
  const thread = addThread(world, pull, review, facts, place, review.createdAtMs);
  for (const { author, ageDays, body } of text.replies ?? [])
    replyInThread(world, pull, thread, author, body, daysAgo(ageDays));
  thread.resolvedBy = text.resolvedBy ?? null;
}

function seedReview(world: World, repository: Repository, text: ReviewText): void {
  const pull = repository.pulls.byNumber.get(text.pull);
  if (!pull) throw new Error(`no pull request ${text.pull} in the seed`);
  const { author, state, body } = text;
  const review = addReview(world, pull, {
    author,
    state,
    body,
    commitSha: commitOf(repository.git, pull.headSha).oid,
    atMs: daysAgo(text.ageDays),
  });
  for (const thread of text.threads ?? []) seedThread(world, repository, pull, review, thread);
  const issue = repository.issues.byNumber.get(text.pull);
  if (issue) issue.updatedAtMs = Math.max(issue.updatedAtMs, daysAgo(text.ageDays));
}

/** Pull requests 31 to 38 of the shop, with their reviews. */
export function seedPulls(world: World, repository: Repository): void {
  for (const number of [31, 32, 33, 34, 35, 36, 37, 38] as const) {
    seedPull(world, repository, number, pullBranches[number], pullTexts[number]);
  }
  for (const text of reviewTexts) seedReview(world, repository, text);
}
