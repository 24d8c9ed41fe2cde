import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { cartFiles, roundingBranch } from "../../harbor/story.ts";
import { testClient } from "../test-client.ts";
import type { GraphqlAnswer } from "./test-graphql.ts";
import { testGraphql } from "./test-graphql.ts";

const github = await startGithub();
const mlind = testGraphql(github);
const rest = testClient(github);

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

type Tip = { repository: { ref: { target: { oid: string } } } };

async function tipOf(branch: string): Promise<string> {
  const query = `query ($name: String!) { repository(owner: "harbor", name: "storefront") { ref(qualifiedName: $name) { target { oid } } } }`;
  const { data } = await mlind<Tip>(query, { name: `refs/heads/${branch}` });
  return data?.repository.ref.target.oid ?? "";
}

describe("a batch of files", () => {
  test("comes in one query, with null for what is not there", async () => {
    const { data, errors } = await mlind(`{
      repository(owner: "harbor", name: "storefront") {
        a: object(expression: "main:src/cart/total.ts") { ... on Blob { oid text byteSize isBinary isTruncated } }
        b: object(expression: "main:src/cart") { ... on Tree { entries { name type mode } } }
        c: object(expression: "main:no/such.ts") { oid }
        d: object(expression: "main:assets/logo.png") { ... on Blob { isBinary text } }
      }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      repository: {
        a: { text: cartFiles["src/cart/total.ts"], isBinary: false, isTruncated: false },
        b: { entries: expect.arrayContaining([{ name: "total.ts", type: "blob", mode: 33_188 }]) },
        c: null,
        d: { isBinary: true, text: null },
      },
    });
  });

  test("keeps the data it has beside the errors", async () => {
    const { data, errors } = await mlind(`{
      good: repository(owner: "harbor", name: "docs") { name }
      bad: repository(owner: "harbor", name: "nope") { name }
      storefront: repository(owner: "harbor", name: "storefront") { pullRequest(number: 999) { title } isPrivate }
    }`);
    expect(data).toEqual({ good: { name: "docs" }, bad: null, storefront: { pullRequest: null, isPrivate: true } });
    expect(errors).toMatchObject([
      { type: "NOT_FOUND", path: ["bad"], message: "Could not resolve to a Repository with the name 'harbor/nope'." },
      { type: "NOT_FOUND", path: ["storefront", "pullRequest"] },
    ]);
  });

  test("hides what a person may not see", async () => {
    const { data } = await testGraphql(
      github,
      "iokafor",
    )(`{ repository(owner: "harbor", name: "storefront") { name } }`);
    expect(data).toEqual({ repository: null });
  });
});

describe("connections", () => {
  const issues = `query ($after: String) { repository(owner: "harbor", name: "storefront") {
    issues(first: 2, after: $after, states: [OPEN], labels: ["cart"], orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount nodes { number } pageInfo { hasNextPage endCursor } } } }`;
  type Page = {
    repository: {
      issues: {
        totalCount: number;
        nodes: { number: number }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
  };

  test("page without gap or repeat, and hold no pull requests", async () => {
    const seen: number[] = [];
    let total = 0;
    for (let after: string | null = null, more = true; more;) {
      const answer: GraphqlAnswer<Page> = await mlind<Page>(issues, { after });
      if (!answer.data) throw new Error("no data");
      const page: Page["repository"]["issues"] = answer.data.repository.issues;
      seen.push(...page.nodes.map(({ number }) => number));
      total = page.totalCount;
      more = page.pageInfo.hasNextPage;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual([29, 24, 23, 12, 9]);
    expect(total).toBe(5);
  });

  test("need a size, of at most a hundred, and not half a million nodes", async () => {
    const ask = async (args: string) =>
      (await mlind(`{ repository(owner: "harbor", name: "docs") { issues${args} { nodes { number } } } }`)).errors?.[0]
        ?.type;
    expect(await ask("")).toBe("MISSING_PAGINATION_BOUNDARIES");
    expect(await ask("(first: 101)")).toBe("EXCESSIVE_PAGINATION");
    expect(await ask('(first: 1, after: "nonsense")')).toBe("INVALID_CURSOR_ARGUMENTS");
    const deep = `{ repository(owner: "harbor", name: "docs") { issues(first: 100) { nodes { comments(first: 100) { nodes { author { login } } } labels(first: 100) { nodes { name } } } } pullRequests(first: 100) { nodes { commits(first: 100) { nodes { commit { history(first: 100) { nodes { oid } } } } } } } } }`;
    expect((await mlind(deep)).errors).toMatchObject([{ type: "MAX_NODE_LIMIT_EXCEEDED" }]);
  });
});

describe("readiness of a pull request", () => {
  const readiness = `query ($number: Int!) { repository(owner: "harbor", name: "storefront") { pullRequest(number: $number) {
    state isDraft mergeable mergeStateStatus reviewDecision isInMergeQueue headRefOid baseRefName
    reviewThreads(first: 50) { nodes { isResolved } }
    closingIssuesReferences(first: 5) { nodes { number } }
    commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: 50) { nodes {
      __typename ... on CheckRun { name conclusion isRequired(pullRequestNumber: $number) } ... on StatusContext { context isRequired(pullRequestNumber: $number) } } } } } } } } } }`;
  const read = async (number: number) =>
    (await mlind<{ repository: { pullRequest: Record<string, unknown> } }>(readiness, { number })).data?.repository
      .pullRequest;

  test("tells a ready one from those that are blocked, each for its reason", async () => {
    expect(await read(31)).toMatchObject({
      mergeable: "MERGEABLE",
      mergeStateStatus: "CLEAN",
      reviewDecision: "APPROVED",
    });
    expect(await read(32)).toMatchObject({ mergeStateStatus: "BLOCKED", reviewDecision: "CHANGES_REQUESTED" });
    expect(await read(34)).toMatchObject({ mergeable: "CONFLICTING", mergeStateStatus: "DIRTY" });
    expect(await read(35)).toMatchObject({ isDraft: true, mergeStateStatus: "DRAFT" });
    expect(await read(37)).toMatchObject({
      mergeStateStatus: "BLOCKED",
      closingIssuesReferences: { nodes: [{ number: 12 }] },
      commits: {
        nodes: [
          {
            commit: {
              statusCheckRollup: {
                state: "FAILURE",
                contexts: { nodes: [{ name: "test", conclusion: "FAILURE", isRequired: true }] },
              },
            },
          },
        ],
      },
    });
  });

  test("is unknown as many times as the switch says, by REST and GraphQL alike", async () => {
    github.world.mergeableUnknown = 2;
    expect(await read(31)).toMatchObject({ mergeable: "UNKNOWN", mergeStateStatus: "UNKNOWN" });
    expect((await rest.get("/repos/harbor/storefront/pulls/31")).body).toMatchObject({
      mergeable: null,
      mergeable_state: "unknown",
    });
    expect(await read(31)).toMatchObject({ mergeable: "MERGEABLE" });
  });
});

const commitInput = (expectedHeadOid: string, text: string) => ({
  clientMutationId: "once",
  branch: { repositoryNameWithOwner: "harbor/storefront", branchName: roundingBranch.name },
  expectedHeadOid,
  message: { headline: "Round once per line" },
  fileChanges: { additions: [{ path: "src/cart/total.ts", contents: Buffer.from(text).toString("base64") }] },
});

describe("createCommitOnBranch", () => {
  const mutation = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) {
    clientMutationId commit { oid messageHeadline signature { isValid } parents(first: 2) { nodes { oid } } file(path: "src/cart/total.ts") { object { ... on Blob { text } } } } ref { target { oid } } } }`;
  test("writes one signed commit; the pull request follows", async () => {
    const head = await tipOf(roundingBranch.name);
    const { data, errors } = await mlind<{ createCommitOnBranch: { commit: { oid: string } } }>(mutation, {
      input: commitInput(head, "// new\n"),
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      createCommitOnBranch: {
        clientMutationId: "once",
        commit: {
          signature: { isValid: true },
          parents: { nodes: [{ oid: head }] },
          file: { object: { text: "// new\n" } },
        },
      },
    });
    const pull = await rest.get<{ head: { sha: string } }>("/repos/harbor/storefront/pulls/37");
    expect(pull.body.head.sha).toBe(data?.createCommitOnBranch.commit.oid);
  });

  test("of two callers who start from one head the second gets STALE_DATA, and nothing is written", async () => {
    const head = await tipOf(roundingBranch.name);
    const answers = await Promise.all([
      mlind(mutation, { input: commitInput(head, "// one\n") }),
      mlind(mutation, { input: commitInput(head, "// two\n") }),
    ]);
    const refused = answers.flatMap(({ errors }) => errors ?? []);
    expect(refused).toMatchObject([
      { type: "STALE_DATA", path: ["createCommitOnBranch"], message: expect.stringContaining(head) },
    ]);
    const commits = await rest.get<unknown[]>("/repos/harbor/storefront/pulls/37/commits");
    expect(commits.body).toHaveLength(2);
  });

  test("does not pass the ruleset of main, nor people who may not push", async () => {
    const head = await tipOf("main");
    const onMain = {
      ...commitInput(head, "x"),
      branch: { repositoryNameWithOwner: "harbor/storefront", branchName: "main" },
    };
    expect((await mlind(mutation, { input: onMain })).errors?.[0]).toMatchObject({
      type: "UNPROCESSABLE",
      message: expect.stringContaining("through a pull request"),
    });
    const docs = { ...onMain, branch: { repositoryNameWithOwner: "harbor/docs", branchName: "main" } };
    expect((await testGraphql(github, "driveby7")(mutation, { input: docs })).errors?.[0]?.type).toBe("FORBIDDEN");
    expect(await tipOf("main")).toBe(head);
  });
});

describe("threads and drafts", () => {
  const threads = `{ repository(owner: "harbor", name: "storefront") { pullRequest(number: 32) { id reviewThreads(first: 10) { nodes { id isResolved isOutdated path line comments(first: 5) { nodes { id databaseId } } } } } } }`;
  type Threads = {
    repository: {
      pullRequest: {
        id: string;
        reviewThreads: { nodes: { id: string; isResolved: boolean; comments: { nodes: { id: string }[] } }[] };
      };
    };
  };
  const read = async () => (await mlind<Threads>(threads)).data?.repository.pullRequest;

  test("are resolved by their own id, not by a comment's", async () => {
    const open = (await read())?.reviewThreads.nodes.filter((thread) => !thread.isResolved) ?? [];
    expect(open).toHaveLength(3);
    const resolve = `mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved resolvedBy { login } } } }`;
    expect((await mlind(resolve, { id: open[0]?.comments.nodes[0]?.id })).errors?.[0]?.type).toBe("NOT_FOUND");
    expect((await mlind(resolve, { id: open[0]?.id })).data).toMatchObject({
      resolveReviewThread: { thread: { isResolved: true, resolvedBy: { login: "mlind" } } },
    });
    expect((await read())?.reviewThreads.nodes.filter((thread) => !thread.isResolved)).toHaveLength(2);
  });

  test("take replies, which REST then lists in reply to the first comment", async () => {
    const [thread] = (await read())?.reviewThreads.nodes ?? [];
    const reply = `mutation ($id: ID!) { addPullRequestReviewThreadReply(input: { pullRequestReviewThreadId: $id, body: "Done" }) { comment { databaseId body replyTo { id } } } }`;
    const { data } = await mlind<{ addPullRequestReviewThreadReply: { comment: { databaseId: number } } }>(reply, {
      id: thread?.id,
    });
    expect(data).toMatchObject({
      addPullRequestReviewThreadReply: { comment: { replyTo: { id: thread?.comments.nodes[0]?.id } } },
    });
    const listed = await rest.get<{ id: number; in_reply_to_id?: number }[]>(
      "/repos/harbor/storefront/pulls/32/comments?per_page=100",
    );
    expect(
      listed.body.find(({ id }) => id === data?.addPullRequestReviewThreadReply.comment.databaseId)?.in_reply_to_id,
    ).toBeTypeOf("number");
  });

  test("a draft is made and ended only here; a draft flag sent by REST does nothing", async () => {
    const id = (await read())?.id;
    const draft = `mutation ($id: ID!) { convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`;
    expect((await mlind(draft, { id })).data).toMatchObject({
      convertPullRequestToDraft: { pullRequest: { isDraft: true } },
    });
    await rest.call("PATCH", "/repos/harbor/storefront/pulls/32", { draft: false });
    expect((await rest.get("/repos/harbor/storefront/pulls/32")).body).toMatchObject({ draft: true });
    const ready = `mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`;
    expect((await mlind(ready, { id })).data).toMatchObject({
      markPullRequestReadyForReview: { pullRequest: { isDraft: false } },
    });
  });

  test("a deleted issue answers 410 from then on", async () => {
    const found = await mlind<{ repository: { issue: { id: string } } }>(
      `{ repository(owner: "harbor", name: "storefront") { issue(number: 30) { id } } }`,
    );
    const remove = `mutation ($id: ID!) { deleteIssue(input: { issueId: $id }) { repository { name } } }`;
    expect(
      (await testGraphql(github, "trenn")(remove, { id: found.data?.repository.issue.id })).errors?.[0]?.type,
    ).toBe("FORBIDDEN");
    await mlind(remove, { id: found.data?.repository.issue.id });
    expect((await rest.get("/repos/harbor/storefront/issues/30")).status).toBe(410);
  });
});
