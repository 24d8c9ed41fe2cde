import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };
type Args = Record<string, unknown>;

const headOf = (iid: number) => gitlab.standIn.world.projects.get(1)?.mergeRequests.get(iid)?.sha;
const merge = (iid: number, args: Args = {}) =>
  gitlab.call("merge_merge_request", {
    ...storefront,
    iid,
    expected_head_sha: headOf(iid),
    confirm: `harbor/storefront!${iid}`,
    ...args,
  });

test("merges with the head that was read, and tells the commit", async () => {
  const { structured } = await merge(31, {
    squash: true,
    squash_commit_message: "Gift cards",
    remove_source_branch: true,
  });
  const row = gitlab.standIn.world.projects.get(1)?.mergeRequests.get(31);
  expect(structured).toMatchObject({ state: "merged", merge_sha: row?.mergeSha, readiness: { verdict: "ready" } });
  expect(gitlab.writes().map(({ method, body }) => [method, body])).toEqual([
    ["PUT", { sha: headOf(31), squash: true, squash_commit_message: "Gift cards", should_remove_source_branch: true }],
  ]);
});

test("asks for its name first; a dry run shows how it stands", async () => {
  expect((await merge(31, { confirm: undefined })).code).toBe("confirm_required");
  expect((await merge(31, { confirm: "harbor/storefront!32" })).code).toBe("confirm_required");
  expect((await merge(31, { dry_run: true })).structured["preview"]).toMatchObject({
    request: [{ method: "PUT", body: { sha: headOf(31) } }],
    before: { head_sha: headOf(31), readiness: { verdict: "ready" } },
  });
  expect(gitlab.writes()).toEqual([]);
});

describe("nothing is sent", () => {
  test.each([
    [34, ["conflicts", "need_rebase"]],
    [35, ["draft", "need_rebase", "pipeline_running"]],
    [36, ["need_rebase", "approvals_missing"]],
    [37, ["pipeline_failed"]],
  ])("for %i, which is %j", async (iid, names) => {
    const { code, structured } = await merge(iid);
    expect(code).toBe("conflict");
    const { reasons } = structured["details"] as { reasons: { reason: string; fix: string }[] };
    expect(reasons.map(({ reason }) => reason)).toEqual(names);
    expect(gitlab.writes()).toEqual([]);
  });

  test("for another head, and for one that is merged already", async () => {
    const moved = await merge(31, { expected_head_sha: "0".repeat(40) });
    expect([moved.code, moved.text]).toEqual(["conflict", expect.stringContaining(String(headOf(31)))]);
    await merge(31);
    const again = await merge(31);
    expect([again.code, again.text]).toEqual(["conflict", expect.stringContaining("merged already")]);
    expect(gitlab.writes()).toHaveLength(1);
  });
});

describe("what GitLab says to the merge itself", () => {
  const answer = (effect: object) =>
    gitlab.standIn.control.fault({
      method: "PUT",
      path: "/projects/*/merge_requests/*/merge",
      effect: effect as never,
    });

  test.each([405, 422])("%i is read again and told, never sent twice", async (status) => {
    answer({ status, body: { message: status === 405 ? "405 Method Not Allowed" : "Branch cannot be merged" } });
    const { code, structured } = await merge(31);
    expect(code).toBe("conflict");
    expect(structured["details"]).toMatchObject({ verdict: "ready", head_sha: headOf(31) });
    expect(gitlab.writes()).toHaveLength(1);
  });

  test("401 is a role that is too low, not a sign-in that has ended", async () => {
    answer({ status: 401, body: { message: "401 Unauthorized" } });
    expect((await merge(31)).code).toBe("forbidden");
  });

  test("an answer that was lost is read again", async () => {
    answer({ cut: "after" });
    expect((await merge(31)).structured).toMatchObject({ state: "merged" });
    expect(gitlab.writes()).toHaveLength(1);
  });
});

test("the same key replays", async () => {
  const first = await merge(31, { idempotency_key: "k1" });
  expect((await merge(31, { idempotency_key: "k1" })).structured).toEqual(first.structured);
  expect(gitlab.writes()).toHaveLength(1);
});
