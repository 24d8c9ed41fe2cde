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

  test.each([
    ["create_issue", { title: "x", labels: ["enhancment"] }, "enhancement"],
    ["create_issue", { title: "x", assignees: ["tren"] }, "trenn"],
    ["create_issue", { title: "x", milestone: "4.9." }, "4.9"],
    ["update_issue", { iid: 12, add_labels: ["chekout"] }, "checkout"],
    ["update_merge_request", { iid: 32, reviewers: ["mlindt"] }, "mlind"],
  ])("%s with an unknown name %j is refused with the nearest, and nothing is made", async (tool, args, nearest) => {
    const { call } = await story.connect(era);
    const { code, text, error } = await call(tool, { ...storefront, ...args });
    expect(code).toBe("invalid_input");
    expect(text).toContain(`"${nearest}" is nearest`);
    expect(error.details).toMatchObject({ nearest });
    expect(story.writes()).toEqual([]);
    // GitLab would have made the label without a word.
    const { structured } = await call("get_project", { ...storefront, include: ["labels"] });
    expect(structured["labels"]).not.toContain("enhancment");
  });

  test("one person plans, another works: each sees what the other did, and the milestone ends empty", async () => {
    const at = await story.start();
    const [hers, his] = [await story.connect(era, { at }), await story.connect(era, { at, as: "trenn" })];
    await hers.call("save_milestone", { ...storefront, title: "5.1" });
    const { structured } = await hers.call("create_issue", {
      ...storefront,
      title: "Gift wrap",
      assignees: ["trenn"],
      milestone: "5.1",
    });
    const mine = await his.call("list_issues", { scope: "assigned_to_me", query: "Gift wrap" });
    expect(mine.structured["items"]).toMatchObject([{ project: "harbor/storefront", iid: structured["iid"] }]);
    await his.call("create_note", { ...storefront, target: "issue", iid: structured["iid"], body: "Done in !31." });
    await his.call("update_issue", { ...storefront, iid: structured["iid"], state: "closed" });
    const read = await hers.call("get_issue", { ...storefront, iid: structured["iid"], include: ["notes"] });
    expect(read.structured).toMatchObject({ state: "closed", notes: [{ author: "trenn", body: "Done in !31." }] });
    const open = await hers.call("list_issues", { ...storefront, milestone: "5.1" });
    expect(open.structured["items"]).toEqual([]);
    const closed = await hers.call("save_milestone", { ...storefront, title: "5.1", state: "closed" });
    expect(closed.structured).toMatchObject({ created: false });
    expect(story.writes().at(-1)?.body).toEqual({ state_event: "close" });
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
  ])("%s with a quick action is refused with its line", async (tool, args) => {
    const { call } = await story.connect(era);
    const { code, text, error } = await call(tool, { ...storefront, ...args });
    expect([code, text]).toEqual(["invalid_input", expect.stringContaining("would run as a command")]);
    expect(error.details).toEqual({ line: expect.any(Number) });
    expect(story.writes()).toEqual([]);
  });
});

test("an operator may allow quick actions", async () => {
  const { call } = await story.connect("2026-07-28", { env: { GITLAB_QUICK_ACTIONS: "allow" } });
  const made = await call("create_note", { ...storefront, target: "issue", iid: 12, body: "Done\n/label ~bug" });
  expect(made.isError, made.text).toBe(false);
});
