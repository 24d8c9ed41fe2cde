import { ToolError } from "@fairlead/core";
import { loginOf, type Actor } from "../../shape/actor.ts";
import { isSameText } from "@fairlead/domain/text-edit";
import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";
import { isRecent, RECENT_MS } from "../request/recent.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { requireThread } from "./thread-states.ts";

export const REPLY_QUERY = `mutation ReplyInThread($input: AddPullRequestReviewThreadReplyInput!) {
  addPullRequestReviewThreadReply(input: $input) { comment { fullDatabaseId url } }
}`;

interface Answer {
  addPullRequestReviewThreadReply: { comment: { fullDatabaseId: string | number; url: string } };
}

/** Where a reply goes: a thread, or the thread of a comment. */
export interface ReplyTarget {
  comment_id?: number | undefined;
  thread_id?: string | undefined;
}

export interface Reply {
  comment_id: number;
  url: string;
  thread_id?: string | undefined;
}

/**
 * Answers in a review thread.
 *
 * @throws ToolError `not_found` where the thread or comment is not on that pull request.
 */
export async function replyInThread(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  { comment_id, thread_id }: ReplyTarget,
  body: string,
): Promise<Reply> {
  if (thread_id !== undefined) {
    await requireThread(client, name, number, thread_id);
    const input = { pullRequestReviewThreadId: thread_id, body };
    const { comment } = (await graphql<Answer>(client, REPLY_QUERY, { input })).addPullRequestReviewThreadReply;
    return { comment_id: Number(comment.fullDatabaseId), url: comment.url, thread_id };
  }
  const first = await firstCommentOf(client, name, number, comment_id ?? 0);
  const { data } = await client.rest.pulls.createReplyForReviewComment({
    ...name,
    pull_number: number,
    comment_id: first,
    body,
  });
  return { comment_id: data.id, url: data.html_url };
}

/** REST takes replies to a thread's first comment only. */
async function firstCommentOf(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  commentId: number,
): Promise<number> {
  const { data } = await client.rest.pulls.getReviewComment({ ...name, comment_id: commentId });
  if (data.pull_request_url.endsWith(`/${number}`)) return data.in_reply_to_id ?? data.id;
  throw new ToolError("not_found", `Comment ${commentId} is not on #${number}: take comment_id of its threads.`);
}

export const THREAD_REPLIES_QUERY = `query ThreadReplies($id: ID!) {
  node(id: $id) {
    ... on PullRequestReviewThread {
      comments(last: 20) { nodes { fullDatabaseId url body createdAt author { login kind: __typename } } }
    }
  }
}`;

interface RepliesAnswer {
  node: { comments: { nodes: readonly ThreadReply[] } } | null;
}

interface ThreadReply {
  fullDatabaseId: string | number;
  url: string;
  body: string;
  createdAt: string;
  author: Actor;
}

/** The reply that somebody wrote in that thread a moment ago, if there is one. */
export async function findRecentReply(
  client: GithubClient,
  name: RepositoryName,
  number: number,
  { comment_id, thread_id, ...said }: ReplyTarget & { author: string; body: string },
): Promise<Reply | undefined> {
  if (thread_id !== undefined) return findInThread(client, thread_id, said);
  const first = await firstCommentOf(client, name, number, comment_id ?? 0);
  const since = new Date(Date.now() - RECENT_MS).toISOString();
  const asked = { ...name, pull_number: number, since, per_page: 100 };
  const { data, headers } = await client.rest.pulls.listReviewComments(asked);
  const found = data.findLast(
    (row) =>
      row.in_reply_to_id === first &&
      row.user?.login === said.author &&
      isSameText(row.body, said.body) &&
      isRecent(row.created_at, headers.date),
  );
  return found && { comment_id: found.id, url: found.html_url };
}

async function findInThread(
  client: GithubClient,
  id: string,
  { author, body }: { author: string; body: string },
): Promise<Reply | undefined> {
  const { node } = await graphql<RepliesAnswer>(client, THREAD_REPLIES_QUERY, { id });
  const found = node?.comments.nodes.findLast(
    (row) => loginOf(row.author) === author && isSameText(row.body, body) && isRecent(row.createdAt, undefined),
  );
  return found && { comment_id: Number(found.fullDatabaseId), url: found.url, thread_id: id };
}
