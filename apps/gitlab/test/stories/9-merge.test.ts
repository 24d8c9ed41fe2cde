import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { headOf, storefront, useStory } from "./story-client.ts";

const story = useStory();
type Reason = { reason: string };

describe.each(ERAS)("9. merge, %s", (era) => {
  test.each([
    [34, ["conflicts", "need_rebase"]],
    [35, ["draft", "need_rebase", "pipeline_running"]],
    [36, ["need_rebase", "approvals_missing"]],
  ])("%i is blocked with all its reasons", async (iid, reasons) => {
    const her = await story.connect(era);
    const args = { ...storefront, iid, expected_head_sha: await headOf(her, iid), confirm: `harbor/storefront!${iid}` };
    const { code, error } = await her.call("merge_merge_request", args);
    expect(code).toBe("conflict");
    expect(error.details).toMatchObject({ verdict: "blocked" });
    const told = error.details?.["reasons"] as Reason[];
    expect(told.map(({ reason }) => reason).toSorted()).toEqual(reasons.toSorted());
    expect(story.writes()).toEqual([]);
  });

  test("31 is merged with the right confirmation alone, and once", async () => {
    const her = await story.connect(era);
    const args = { ...storefront, iid: 31, expected_head_sha: await headOf(her, 31) };
    const wrong = await her.call("merge_merge_request", { ...args, confirm: "harbor/storefront!32" });
    expect(wrong.isError).toBe(true);
    expect(story.writes()).toEqual([]);
    const done = await her.call("merge_merge_request", { ...args, confirm: "harbor/storefront!31" });
    expect(done.structured, done.text).toMatchObject({ state: "merged" });
    expect(story.writes()).toHaveLength(1);
    const again = await her.call("merge_merge_request", { ...args, confirm: "harbor/storefront!31" });
    expect(story.writes()).toHaveLength(1);
    expect(again.text).toContain("merged");
  });

  test("38 is asked about, and merged after the yes", async () => {
    const asked: string[] = [];
    const her = await story.connect(era, {
      answer: (question) => {
        asked.push(JSON.stringify(question));
        return { action: "accept", content: { confirm: true } };
      },
    });
    const head = await headOf(her, 38);
    story.standIn.control.checking("harbor/storefront", 38, 1);
    const before = story.sent().length;
    const done = await her.call("merge_merge_request", { ...storefront, iid: 38, expected_head_sha: head });
    // GitLab was still checking: it was asked again, not merged blindly.
    const looks = story
      .sent()
      .slice(before)
      .filter(({ path, method }) => method === "GET" && path.endsWith("/38"));
    expect(looks.length).toBeGreaterThanOrEqual(2);
    expect(done.structured, done.text).toMatchObject({ state: "merged" });
    expect(asked.join("\n")).toContain("harbor/storefront!38");
  });

  test("a head that moved is a conflict", async () => {
    const her = await story.connect(era);
    const args = { ...storefront, iid: 31, expected_head_sha: "0".repeat(40), confirm: "harbor/storefront!31" };
    expect((await her.call("merge_merge_request", args)).code).toBe("conflict");
    expect(story.writes()).toEqual([]);
  });

  test("a merge whose answer was cut is read again, not sent again", async () => {
    const her = await story.connect(era);
    const args = { ...storefront, iid: 31, expected_head_sha: await headOf(her, 31), confirm: "harbor/storefront!31" };
    story.standIn.control.fault({ method: "PUT", path: "/projects/**", times: 1, effect: { cut: "after" } });
    const done = await her.call("merge_merge_request", args);
    expect(story.writes()).toHaveLength(1);
    expect(done.structured, done.text).toMatchObject({ state: "merged" });
  });
});
