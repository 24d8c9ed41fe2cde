import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();

describe.each(ERAS)("6. project management, %s", (era) => {
  test("a milestone, an issue in it, found by it, closed", async () => {
    const { call } = await story.connect(era);
    const milestone = { ...storefront, title: "Winter sale", due_date: "2026-12-24" };
    expect((await call("save_milestone", milestone)).structured).toMatchObject({ created: true });
    expect((await call("save_milestone", milestone)).structured).toMatchObject({ created: false });
    const made = await call("create_issue", {
      ...storefront,
      title: "Snow on the tiles",
      description: "As last year.",
      labels: ["enhancement"],
      assignees: ["trenn"],
      milestone: "Winter sale",
    });
    const listed = await call("list_issues", { ...storefront, milestone: "Winter sale" });
    expect(listed.structured["items"]).toMatchObject([
      { iid: made.structured["iid"], labels: ["enhancement"], assignees: ["trenn"], milestone: "Winter sale" },
    ]);
    const before = story.writes().length;
    await call("update_issue", { ...storefront, iid: made.structured["iid"], state: "closed" });
    expect(story.writes().slice(before)).toMatchObject([{ method: "PUT", body: { state_event: "close" } }]);
    expect(Object.keys(story.writes().at(-1)?.body as object)).toEqual(["state_event"]);
  });

  test("an unknown label is refused with the nearest, and nothing is made", async () => {
    const { call } = await story.connect(era);
    const { code, text } = await call("create_issue", { ...storefront, title: "x", labels: ["enhancment"] });
    expect(code).toBe("invalid_input");
    expect(text).toContain("enhancement");
    expect(story.writes()).toEqual([]);
  });

  test.each([
    ["create_issue", { title: "x", description: "One\n/close\n" }],
    ["create_note", { target: "issue", iid: 12, body: "/assign @trenn" }],
    ["update_issue", { iid: 12, description: "/lock" }],
    [
      "create_merge_request",
      { title: "x", source_branch: "feat/gift-cards", target_branch: "main", description: "/merge" },
    ],
    ["create_merge_request_review", { iid: 32, verdict: "comment", summary: "Fine\n/approve" }],
  ])("%s with a quick action is refused", async (tool, args) => {
    const { call } = await story.connect(era);
    expect((await call(tool, { ...storefront, ...args })).code).toBe("invalid_input");
    expect(story.writes()).toEqual([]);
  });
});

test("an operator may allow quick actions", async () => {
  const { call } = await story.connect("2026-07-28", { env: { GITLAB_QUICK_ACTIONS: "allow" } });
  const made = await call("create_note", { ...storefront, target: "issue", iid: 12, body: "Done\n/label ~bug" });
  expect(made.isError, made.text).toBe(false);
});
