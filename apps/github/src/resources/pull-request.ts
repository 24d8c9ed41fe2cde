import { defineResource, numberText } from "@fairlead/core";
import { packDiff } from "@fairlead/domain/diff";
import { z } from "zod";
import type { GithubReadContext } from "../client/github-client.ts";
import { readPullDocument } from "../client/pulls/pull-document.ts";
import { keepPullDiff, unlistedFiles } from "../client/diffs/pull-files.ts";
import { readPull } from "../client/pulls/pulls.ts";
import { repositoryVariables } from "../shape/variables.ts";

const params = z.object({ ...repositoryVariables, number: numberText("Pull request number") });

export const pullRequest = defineResource({
  name: "pull_request",
  toolset: "pull_requests",
  title: "Pull request",
  description: "A pull request with its checks, reviews and comments",
  uri: "github://repos/{owner}/{repo}/pulls/{number}",
  mimeType: "text/markdown",
  params,
  scopes: ["repo"],
  ttlMs: 30_000,
  subscribe: true,
  // Checks end without a word in the pull request.
  async version({ owner, repo, number }, { client }: GithubReadContext) {
    const { pull } = await readPull(client, { owner, repo }, number);
    return [pull.updated_at, pull.head.sha, pull.base.sha, pull.comments, pull.review_comments].join(" ");
  },
  async read({ owner, repo, number }, { client, budget }: GithubReadContext) {
    return { text: await readPullDocument(client, { owner, repo }, number, budget) };
  },
});

/** What the lines around the diff take, in tokens. */
const AROUND = 80;

export const pullRequestDiff = defineResource({
  name: "pull_request_diff",
  toolset: "pull_requests",
  title: "Diff of a pull request",
  description: "Every changed file, and the hunks most worth reading",
  uri: "github://repos/{owner}/{repo}/pulls/{number}/diff",
  mimeType: "text/x-diff",
  params,
  scopes: ["repo"],
  ttlMs: 30_000,
  subscribe: true,
  async version({ owner, repo, number }, { client }: GithubReadContext) {
    const { pull } = await readPull(client, { owner, repo }, number);
    return [pull.head.sha, pull.base.sha].join(" ");
  },
  async read({ owner, repo, number }, context: GithubReadContext) {
    const { client, budget } = context;
    const name = { owner, repo };
    const { pull } = await readPull(client, name, number);
    const { files, total } = await keepPullDiff(context, name, pull);
    const { text, cursor } = packDiff(files, { budgetTokens: budget - AROUND });
    const more = cursor === undefined ? [] : [`[more hunks: get_pull_request_diff ${number}]`];
    return {
      text: [`head ${pull.head.sha}\nbase ${pull.base.sha}`, text, ...unlistedFiles(pull, total), ...more].join("\n\n"),
    };
  },
});
