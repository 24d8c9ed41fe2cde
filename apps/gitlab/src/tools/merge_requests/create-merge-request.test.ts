import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };
const entry = {
  ...storefront,
  title: "Totals in cents",
  source_branch: "experiment/total-in-cents",
  target_branch: "main",
  labels: ["Cart"],
  reviewers: ["trenn"],
  assignees: ["mlind"],
  milestone: "4.9",
};

const create = (args: Record<string, unknown> = {}) => gitlab.call("create_merge_request", { ...entry, ...args });
const bodies = () => gitlab.writes().map(({ body }) => body);

test("opens one with the ids of what was named, and tells its head", async () => {
  const { structured } = await create({ squash: true, remove_source_branch: true });
  const head = gitlab.standIn.world.projects.get(1)?.git.refs.get("refs/heads/experiment/total-in-cents");
  expect(structured).toEqual({
    iid: 39,
    url: `${gitlab.standIn.url}/harbor/storefront/-/merge_requests/39`,
    head_sha: head,
  });
  expect(bodies()).toEqual([
    {
      title: "Totals in cents",
      source_branch: "experiment/total-in-cents",
      target_branch: "main",
      labels: "cart",
      reviewer_ids: [102],
      assignee_ids: [101],
      milestone_id: expect.any(Number),
      squash: true,
      remove_source_branch: true,
    },
  ]);
});

test.each([
  ["Totals", true, "Draft: Totals"],
  ["[Draft] Totals", true, "Draft: Totals"],
  ["Draft: Totals", false, "Totals"],
  ["Draft: Totals", undefined, "Draft: Totals"],
])("%s with draft %s is sent as %s", async (title, draft, sent) => {
  await gitlab.call("create_merge_request", { ...entry, title, ...(draft !== undefined && { draft }) });
  expect(bodies()).toMatchObject([{ title: sent }]);
});

describe("a template", () => {
  const push = (content: string) =>
    gitlab.call("push_files", {
      ...storefront,
      branch: "main",
      message: "A template",
      operations: [{ op: "create", path: ".gitlab/merge_request_templates/Default.md", content }],
    });

  test("is the text, without the commands that its page would run", async () => {
    await push("## Why\n\n/assign me\n");
    await create({ use_template: true });
    expect(bodies().at(-1)).toMatchObject({ description: "## Why\n\n" });
  });

  test("is looked for by its name first, then among all, whatever their case", async () => {
    const lists = () => gitlab.sent().filter(({ path }) => path.endsWith("/tree"));
    await push("## Why\n");
    const before = lists().length;
    await create({ use_template: true });
    expect(lists()).toHaveLength(before);

    const folder = ".gitlab/merge_request_templates";
    const others = Array.from({ length: 30 }, (_, at) => ({ op: "create", path: `${folder}/A${at}.md`, content: "A" }));
    const operations = [{ op: "move", from_path: `${folder}/Default.md`, path: `${folder}/default.md` }, ...others];
    await gitlab.call("push_files", { ...storefront, branch: "main", message: "Templates", operations });
    await create({ use_template: true, source_branch: "feat/saved-carts", target_branch: "experiment/total-in-cents" });
    expect(bodies().at(-1)).toMatchObject({ description: "## Why\n" });
  });

  test("that is not there, or comes with a text, is refused", async () => {
    expect((await create({ use_template: true })).code).toBe("not_found");
    expect((await create({ use_template: true, description: "x" })).code).toBe("invalid_input");
    expect(gitlab.writes()).toEqual([]);
  });
});

describe("refused", () => {
  test.each([
    [{ labels: ["crat"] }, "invalid_input", '"cart" is nearest'],
    [{ reviewers: ["tren"] }, "invalid_input", '"trenn" is nearest'],
    [{ description: "Good.\n/merge" }, "invalid_input", "Line 2"],
  ])("%j, before anything is sent", async (args, code, reason) => {
    const called = await create(args);
    expect([called.code, called.text]).toEqual([code, expect.stringContaining(reason)]);
    expect(gitlab.writes()).toEqual([]);
  });

  test("a branch that is not there, and one that is offered already", async () => {
    expect((await create({ source_branch: "nowhere" })).code).toBe("not_found");
    const twin = await create({ source_branch: "feat/gift-cards" });
    expect([twin.code, twin.text]).toEqual(["conflict", expect.stringContaining("list_merge_requests")]);
  });
});

describe("no doubles", () => {
  test("one whose answer was lost is found", async () => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects/*/merge_requests", effect: { cut: "after" } });
    expect((await create()).structured).toMatchObject({ iid: 39 });
    expect(gitlab.writes()).toHaveLength(1);
  });

  test("the same key replays; a dry run sends nothing", async () => {
    expect((await create({ dry_run: true })).structured["preview"]).toMatchObject({
      request: [{ method: "POST", body: { labels: "cart", reviewer_ids: [102] } }],
    });
    expect(gitlab.writes()).toEqual([]);
    const first = await create({ idempotency_key: "k1" });
    expect((await create({ idempotency_key: "k1" })).structured).toEqual(first.structured);
    expect(gitlab.writes()).toHaveLength(1);
  });
});
