import { toChecks, type Check } from "../../shape/checks.ts";
import { conversationText, quote } from "@fairlead/domain/conversation";
import { toPull, type FullPull } from "../../shape/pull.ts";
import { toReviewRow } from "../../shape/review.ts";
import { readChecks } from "./checks.ts";
import { readComments } from "../issues/comments.ts";
import type { GithubClient } from "../github-client.ts";
import { MOST_COMMENTS } from "../issues/issue-document.ts";
import { readPull } from "./pulls.ts";
import type { RepositoryName } from "../repos/repositories.ts";

/** A pull request with its checks, reviews and comments, as a document within a budget. */
export async function readPullDocument(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  budget: number,
): Promise<string> {
  const { pull } = await readPull(client, name, number);
  const [checks, reviews, comments] = await Promise.all([
    readChecks(client, name, number),
    client.rest.pulls.listReviews({ ...name, pull_number: number, per_page: 100 }),
    pull.comments === 0 ? { rows: [] } : readComments(client, name, number, { limit: MOST_COMMENTS }),
  ]);
  const conversation = {
    title: `${pull.title} (${name.owner}/${name.repo}#${number})`,
    facts: factsOf(pull, checks),
    author: pull.user?.login,
    author_association: pull.author_association,
    body: pull.body ?? "",
    sections: reviewsText(reviews.data.map(toReviewRow)),
    comments: comments.rows,
    comments_total: pull.comments,
  };
  return conversationText(conversation, { budget, readOn: `get_pull_request ${number}` });
}

function factsOf(pull: FullPull, checks: readonly Check[]): string[] {
  const { state, draft, head, base, reviewers, labels, additions, deletions, changed_files, url } = toPull(pull);
  return [
    `state: ${draft ? `${state}, draft` : state}`,
    `head: ${head.repo ?? "a deleted fork"} ${head.ref} at ${head.sha}`,
    `base: ${base.ref} at ${base.sha}`,
    `changes: ${changed_files} files, +${additions} -${deletions}`,
    `checks: ${checksText(checks)}`,
    ...(reviewers.length > 0 ? [`asked for review: ${reviewers.join(", ")}`] : []),
    ...(labels.length > 0 ? [`labels: ${labels.join(", ")}`] : []),
    `url: ${url}`,
  ];
}

function checksText(checks: readonly Check[]): string {
  const { verdict, failing, pending } = toChecks(checks);
  const named = [...failing, ...pending].map(({ name, required }) => (required ? `${name}, required` : name));
  return named.length > 0 ? `${verdict} (${named.join("; ")})` : verdict;
}

/** What is shown of what a review says beside its comments on lines. */
const LONGEST_BODY = 1_000;

/** Answers in threads are reviews of their own, without a word or a verdict: those are left out. */
function reviewsText(reviews: readonly ReturnType<typeof toReviewRow>[]): string[] {
  const telling = reviews.filter(({ state, body }) => state !== "COMMENTED" || body.trim() !== "");
  if (telling.length === 0) return [];
  const texts = telling.map(({ author, author_association, state, submitted_at, body }) => {
    const said = body.trim() === "" ? "" : `\n\n${quote(body.slice(0, LONGEST_BODY))}`;
    return `### ${author ?? "A deleted account"} (${author_association}): ${state}, ${submitted_at ?? "not sent"}${said}`;
  });
  return ["## Reviews", ...texts];
}
