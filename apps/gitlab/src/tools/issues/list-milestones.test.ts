import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

async function titles(args: Record<string, unknown>) {
  const { structured } = await gitlab.call("list_milestones", args);
  return (structured["items"] as { title: string }[]).map(({ title }) => title);
}

test("active ones, unless others are asked for", async () => {
  expect(await titles(storefront)).toEqual(["5.0", "4.9"]);
  expect(await titles({ ...storefront, state: "closed" })).toEqual(["4.8"]);
  expect(await titles({ ...storefront, state: "all" })).toEqual(["5.0", "4.9", "4.8"]);
  expect(await titles({ ...storefront, query: "4." })).toEqual(["4.9"]);
});

test("a row says what a milestone is", async () => {
  const { structured } = await gitlab.call("list_milestones", { ...storefront, query: "4.9" });
  expect(structured["items"]).toEqual([
    {
      id: expect.any(Number),
      title: "4.9",
      state: "active",
      description: "Totals that agree with the invoice, faster search",
      due_date: "2026-11-30",
      url: `${gitlab.standIn.url}/harbor/storefront/-/milestones/2`,
    },
  ]);
});

test("pages join without gap or repeat", async () => {
  const first = await gitlab.call("list_milestones", { ...storefront, state: "all", limit: 2 });
  expect(first.structured["items"]).toHaveLength(2);
  expect(await titles({ ...storefront, state: "all", limit: 2, cursor: first.structured["next_cursor"] })).toEqual([
    "4.8",
  ]);
});

test("of a group; a project or a group, not both", async () => {
  expect(await titles({ group: "harbor" })).toEqual([]);
  expect(gitlab.sent().map(({ path }) => path)).toEqual(["/groups/harbor/milestones"]);
  expect((await gitlab.call("list_milestones", {})).code).toBe("invalid_input");
  expect((await gitlab.call("list_milestones", { ...storefront, group: "harbor" })).code).toBe("invalid_input");
});
