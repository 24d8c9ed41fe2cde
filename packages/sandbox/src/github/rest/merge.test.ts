import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { testGraphql } from "../graphql/test-graphql.ts";
import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

const github = await startGithub();
const [mlind, trenn] = [testClient(github), testClient(github, "trenn")];
const PULLS = "/repos/harbor/storefront/pulls";

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

const merge = async (number: number, body: object = {}) =>
  mlind.call<{ message: string; sha: string; merged: boolean }>("PUT", `${PULLS}/${number}/merge`, body);
const mainTip = async () =>
  (await mlind.get<{ commit: { sha: string } }>("/repos/harbor/storefront/branches/main")).body.commit.sha;

describe("a merge into main", () => {
  test("waits for conflicts, drafts, approval and the check, and says which", async () => {
    const before = await mainTip();
    expect(await merge(34)).toMatchObject({ status: 405, body: { message: "Pull Request is not mergeable" } });
    expect(await merge(35)).toMatchObject({ status: 405, body: { message: "Pull Request is still a draft" } });
    const sentence = async (number: number) => (await merge(number)).body.message;
    expect(await sentence(33)).toContain("At least 1 approving review is required");
    expect(await sentence(37)).toContain('Required status check "test" is failing.');
    expect(await sentence(36)).toContain('Required status check "test" is expected.');
    expect(await sentence(32)).toMatch(/Changes have been requested[\s\S]*conversation must be resolved/);
    expect(await mainTip()).toBe(before);
  });

  test("is guarded by the head: a stale sha is a conflict", async () => {
    expect(await merge(31, { sha: "0".repeat(40) })).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining("Head branch was modified") },
    });
  });

  test("makes a signed commit, closes what it names, and happens once", async () => {
    const before = await mainTip();
    const { status, body } = await merge(31, { merge_method: "squash" });
    expect([status, body.merged]).toEqual([200, true]);
    expect(await mainTip()).toBe(body.sha);
    const commit = await mlind.get<{ parents: { sha: string }[]; commit: { message: string } }>(
      `/repos/harbor/storefront/commits/${body.sha}`,
    );
    expect(commit.body).toMatchObject({ parents: [{ sha: before }], commit: { verification: { verified: true } } });
    expect(commit.body.commit.message).toMatch(/^Gift cards at checkout \(#31\)\n\n\* Gift cards pay/);
    expect((await mlind.get(`${PULLS}/31`)).body).toMatchObject({
      state: "closed",
      merged: true,
      merged_by: { login: "mlind" },
      merge_commit_sha: body.sha,
    });
    expect((await mlind.get("/repos/harbor/storefront/issues/23")).body).toMatchObject({
      state: "closed",
      state_reason: "completed",
    });
    expect((await merge(31)).status).toBe(405);
    expect((await mlind.get(`${PULLS}/31/merge`)).status).toBe(204);
  });

  test.each([
    ["merge", 2],
    ["rebase", 1],
  ] as const)("by %s leaves a tip with %i parents and the same files", async (method, parents) => {
    const files = (await mlind.get<{ filename: string; sha: string }[]>(`${PULLS}/31/files`)).body;
    const { body } = await merge(31, { merge_method: method });
    const tip = await mlind.get<{ parents: object[]; commit: { tree: { sha: string } } }>(
      `/repos/harbor/storefront/commits/${body.sha}`,
    );
    expect(tip.body.parents).toHaveLength(parents);
    const tree = await mlind.get<{ tree: { path: string; sha: string }[] }>(
      `/repos/harbor/storefront/git/trees/${body.sha}?recursive=1`,
    );
    for (const file of files) expect(tree.body.tree.find(({ path }) => path === file.filename)?.sha).toBe(file.sha);
  });

  test("an approval by somebody who may push lets 38 in; its own author's word does not count", async () => {
    expect((await merge(38)).status).toBe(405);
    await trenn.call("POST", `${PULLS}/38/reviews`, { event: "APPROVE" });
    expect((await mlind.get(`${PULLS}/38`)).body).toMatchObject({ mergeable_state: "clean" });
    expect((await merge(38)).status).toBe(200);
  });

  test("that was asked for in advance happens when the last thing in its way is gone", async () => {
    const pull = await mlind.get<{ node_id: string }>(`${PULLS}/38`);
    const enable = `mutation ($id: ID!) { enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: SQUASH }) { pullRequest { autoMergeRequest { mergeMethod enabledBy { login } } } } }`;
    expect((await testGraphql(github)(enable, { id: pull.body.node_id })).data).toMatchObject({
      enablePullRequestAutoMerge: {
        pullRequest: { autoMergeRequest: { mergeMethod: "SQUASH", enabledBy: { login: "mlind" } } },
      },
    });
    expect((await mlind.get(`${PULLS}/38`)).body).toMatchObject({
      merged: false,
      auto_merge: { merge_method: "squash" },
    });
    await trenn.call("POST", `${PULLS}/38/reviews`, { event: "APPROVE" });
    expect((await mlind.get(`${PULLS}/38`)).body).toMatchObject({ merged: true, merged_by: { login: "mlind" } });
  });

  test("needs push access", async () => {
    expect((await testClient(github, "driveby7").call("PUT", `${PULLS}/31/merge`, {})).status).toBe(404);
  });
});
