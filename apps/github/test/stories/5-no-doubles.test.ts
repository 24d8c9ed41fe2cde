import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const issue = { owner: "harbor", repo: "docs", title: "Prices on page 4 are last year's", idempotency_key: "prices-4" };
const commit = {
  ...storefront,
  branch: "fix/cart-rounding",
  message: "Say why cents are whole",
  operations: [{ op: "create", path: "docs/cents.md", content: "Cents are whole.\n" }],
  idempotency_key: "cents",
};

// What is sent to GitHub, and what is remembered of it, is the same in every era.
describe.each(ERAS)("5. no doubles, %s", (era) => {
  test("an issue whose answer was cut off: the same key again finds it, and is a replay", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ method: "POST", path: "/repos/*/*/issues", effect: { cut: "after" } });
    const first = await call("create_issue", issue);
    const again = await call("create_issue", issue);
    expect(first.structured).toMatchObject({ number: expect.any(Number) });
    expect(again.structured).toEqual(first.structured);
    expect(again.meta).toMatchObject({ "dev.fairlead/replayed": true });
    expect(story.writes()).toHaveLength(1);
    const { structured } = await call("list_issues", { owner: "harbor", repo: "docs", state: "all", limit: 50 });
    expect((structured["items"] as { title: string }[]).filter(({ title }) => title === issue.title)).toHaveLength(1);
  });

  test("a commit whose answer was cut off", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ path: "/graphql", containing: '"query":"mutation', effect: { cut: "after" } });
    const first = await call("push_files", commit);
    const again = await call("push_files", commit);
    expect(first.structured).toMatchObject({ commit_sha: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(again.structured).toEqual(first.structured);
    expect(again.meta).toMatchObject({ "dev.fairlead/replayed": true });
    expect(story.writes()).toHaveLength(1);
    const { structured } = await call("list_commits", { ...storefront, ref: commit.branch, limit: 20 });
    const subjects = (structured["items"] as { subject: string }[]).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === commit.message)).toHaveLength(1);
  });

  test("the same key for another issue is refused", async () => {
    const { call } = await story.connect(era);
    await call("create_issue", issue);
    expect((await call("create_issue", { ...issue, title: "Something else" })).code).toBe("conflict");
    expect(story.writes()).toHaveLength(1);
  });
});
