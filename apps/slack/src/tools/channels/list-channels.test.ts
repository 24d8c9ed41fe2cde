import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const names = async (args: Record<string, unknown>, as: "mlind" | "trenn" = "mlind") =>
  ((await slack.call("list_channels", args, { as })).structured["items"] as { name: string }[]).map(({ name }) => name);

test("mine, private ones too; archived on request", async () => {
  expect(await names({})).toEqual(expect.arrayContaining(["general", "leadership"]));
  expect(await names({})).not.toContain("old-launch");
  expect(await names({ include_archived: true })).toContain("old-launch");
  expect(await names({}, "trenn")).not.toContain("leadership");
});

test("direct messages by the person's name", async () => {
  expect(await names({ types: ["im"] })).toEqual(["Tom Renner", "Ifeoma Okafor"]);
});

test("by part of a name, mine and everybody's", async () => {
  expect(await names({ query: "plat" })).toEqual(["eng-platform"]);
  expect(await names({ query: "plat", membership: "all" })).toEqual(["eng-platform"]);
  slack.standIn.control.switch({ semanticSearch: false });
  expect(await names({ query: "design", membership: "all" })).toEqual(["design"]);
});

test("page by page", async () => {
  const first = await slack.call("list_channels", { limit: 2 });
  const second = await slack.call("list_channels", { limit: 2, cursor: first.structured["next_cursor"] });
  expect((second.structured["items"] as { name: string }[])[0]?.name).toBe("eng-platform");
});

test("direct messages by the person's name; mine are those I am in", async () => {
  const { structured } = await slack.call("list_channels", { query: "ifeoma", types: ["im", "public"] });
  expect(structured["items"]).toEqual([
    expect.objectContaining({ id: "D0MAJAIFE1", name: "Ifeoma Okafor", type: "im", is_member: true }),
  ]);
});
