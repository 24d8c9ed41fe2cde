import { present, ToolError } from "@fairlead/core";
import { isSameText } from "@fairlead/domain/text-edit";
import type { FollowUp } from "./follow-up.ts";
import type { GithubClient } from "../github-client.ts";
import { resolveLabels } from "../issues/labels.ts";
import { refuseUnknownPeople } from "../users/people.ts";
import { isRecent } from "../request/recent.ts";
import type { RepositoryName } from "../repos/repositories.ts";
import { splitReviewers } from "./reviewers.ts";
import { readTemplates } from "../repos/templates.ts";

export interface NewPull {
  title: string;
  head: string;
  base: string;
  body?: string | undefined;
  use_template?: boolean | undefined;
  draft?: boolean | undefined;
  maintainer_can_modify?: boolean | undefined;
  reviewers?: readonly string[] | undefined;
  labels?: readonly string[] | undefined;
  assignees?: readonly string[] | undefined;
}

/** Checks what a new pull request is to have, and makes its request. */
export async function preparePull(client: GithubClient, name: RepositoryName, asked: NewPull) {
  const { title, head, base, draft = false, maintainer_can_modify = true, assignees = [] } = asked;
  const reviewers = splitReviewers(asked.reviewers ?? [], name);
  const [labels, body] = await Promise.all([
    resolveLabels(client, name, asked.labels ?? []),
    bodyOf(client, name, asked),
    refuseUnknownPeople(client, name, assignees),
  ]);
  const request = { ...name, title, head, base, draft, maintainer_can_modify, ...present({ body }) };
  return { request, follow: { labels, assignees, reviewers } satisfies FollowUp };
}

async function bodyOf(
  client: GithubClient,
  name: RepositoryName,
  { body, use_template }: NewPull,
): Promise<string | undefined> {
  if (!use_template) return body;
  if (body !== undefined) throw new ToolError("invalid_input", "Pass a body or use_template, not both.");
  const template = (await readTemplates(client, name)).find(({ kind }) => kind === "pull_request");
  if (template) return template.body;
  throw new ToolError("not_found", "The repository has no template for pull requests: pass a body.");
}

/** The pull request that somebody opened with these words a moment ago, if there is one. */
export async function findRecentPull(
  client: GithubClient,
  name: RepositoryName,
  { title, body, use_template, head, base }: NewPull,
  author: string,
) {
  const from = head.includes(":") ? head : `${name.owner}:${head}`;
  const { data, headers } = await client.rest.pulls.list({ ...name, head: from, base, state: "all", per_page: 20 });
  return data.find(
    (row) =>
      row.user?.login === author &&
      isSameText(row.title, title) &&
      (use_template === true || isSameText(row.body, body)) &&
      isRecent(row.created_at, headers.date),
  );
}
