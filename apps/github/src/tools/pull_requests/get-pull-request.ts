import { briefly, countTokens, defineTool, facetEnds, facetOf, page } from "@fairlead/core";
import { z } from "zod";
import { readChecks } from "../../client/pulls/checks.ts";
import { readFacets } from "../../client/request/facets.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { pullFacets } from "../../client/pulls/pull-facets.ts";
import { readPull } from "../../client/pulls/pulls.ts";
import { readReadiness } from "../../client/pulls/readiness/index.ts";
import { refuseWhenScarce } from "../../client/request/refuse-when-scarce.ts";
import { Checks, toChecks } from "../../shape/checks.ts";
import { CommentRow } from "../../shape/comment.ts";
import { CommitRow } from "../../shape/commit.ts";
import { DiffFile } from "../../shape/diff.ts";
import { facets, pullNumber, repository } from "../../shape/fields.ts";
import { pullFacts, toPull, unlisted } from "../../shape/pull.ts";
import { Readiness } from "../../shape/readiness.ts";
import { ReviewRow } from "../../shape/review.ts";
import { ThreadRow } from "../../shape/thread.ts";

const PullRequest = z.object({
  ...pullFacts,
  files: facetOf(DiffFile.pick({ path: true, status: true, additions: true, deletions: true })),
  commits: facetOf(CommitRow),
  reviews: facetOf(ReviewRow),
  threads: facetOf(ThreadRow),
  comments: facetOf(CommentRow),
  checks: briefly(Checks).optional(),
  readiness: briefly(Readiness).optional(),
  note: z.string().optional(),
  ...facetEnds,
});

export const getPullRequest = defineTool({
  name: "get_pull_request",
  title: "Get pull request",
  description: "One pull request and, on request, what belongs to it and whether it can be merged.",
  access: "read",
  scopes: ["repo"],
  input: z.object({
    ...repository,
    number: pullNumber,
    include: facets("files", "commits", "reviews", "threads", "comments", "checks", "readiness"),
    threads: z.enum(["unresolved", "all"]).default("unresolved").describe("Which"),
    ...page,
  }),
  output: PullRequest,
  async run({ owner, repo, number, include = [], threads, ...place }, { client, budget, signal }: GithubContext) {
    const name = { owner, repo };
    const { pull, headers } = await readPull(client, name, number);
    refuseWhenScarce(headers, include);
    const [checks, readiness] = await Promise.all([
      include.includes("checks") ? readChecks(client, name, number).then(toChecks) : undefined,
      include.includes("readiness")
        ? readReadiness(client, name, number, signal).then((read) => read.readiness)
        : undefined,
    ]);
    const facts = { ...toPull(pull), checks, readiness, note: unlisted(pull, include) };
    const read = await readFacets(pullFacets(client, name, number, { threads }), include, place, {
      tokens: budget,
      taken: countTokens(JSON.stringify(facts)),
    });
    return { ...facts, ...read };
  },
});
