import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const names = async (args: Record<string, unknown>) =>
  ((await slack.call("search_files", args)).structured["items"] as { name: string }[]).map(({ name }) => name);

test("by words, by place and person, by kind", async () => {
  expect(await names({ query: "orders" })).toEqual(["orders.csv"]);
  expect(await names({ query: "orders", channel: "#eng-platform" })).toEqual([]);
  expect(await names({ channel: "#eng-platform", user: "@trenn" })).toEqual(["notes.txt"]);
  expect(await names({ types: ["images"] })).toEqual(["dot.png"]);
});

test.each([
  ["spreadsheets", "orders.csv"],
  ["documents", "letter.docx"],
  ["pdfs", "plan.pdf"],
  ["canvases", "Platform handbook"],
])("files of the kind %s, with words and without", async (kind, name) => {
  expect(await names({ types: [kind] })).toEqual([name]);
  // Not every kind is one that Slack lists by; none may be lost behind pages of others.
  expect(await names({ types: [kind], limit: 1 })).toEqual([name]);
  expect(await names({ types: [kind], query: name.slice(0, 5) })).toEqual([name]);
  const other = kind === "pdfs" ? "canvases" : "pdfs";
  expect(await names({ types: [other], query: name.slice(0, 5) })).toEqual([]);
});

test("files of a channel that one is not in are not there", async () => {
  const { structured } = await slack.call("search_files", { limit: 100 }, { as: "trenn" });
  expect((structured["items"] as { name: string }[]).map(({ name }) => name)).not.toContain("plan.pdf");
});
