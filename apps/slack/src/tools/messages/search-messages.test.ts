import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

const search = (args: Record<string, unknown>) => slack.call("search_messages", args);
const texts = ({ structured }: { structured: Record<string, unknown> }) =>
  (structured["items"] as { text: string }[]).map(({ text }) => text);

test("by meaning, direct messages and private channels too", async () => {
  const result = await search({ query: "salary band" });
  expect(texts(result)).toEqual([expect.stringContaining("salary bands")]);
  expect(result.structured).toMatchObject({ engine: "semantic", coverage: { complete: true } });
  expect(texts(await search({ query: "marlin project" }))).toHaveLength(1);
});

test("where that is off, the same by keyword", async () => {
  slack.standIn.control.switch({ semanticSearch: false });
  const result = await search({ query: "salary bands" });
  expect(texts(result)).toHaveLength(1);
  expect(result.structured).toMatchObject({ engine: "keyword" });
});

test("without the scope for direct messages, the answer says so", async () => {
  const scopes = [...(slack.standIn.world.tokens.get(slack.standIn.tokens.mlind)?.scopes ?? [])];
  slack.standIn.control.scopes(
    slack.standIn.tokens.mlind,
    scopes.filter((scope) => scope !== "search:read.im"),
  );
  const { structured } = await search({ query: "salary band" });
  expect(structured).toMatchObject({ items: [], coverage: { complete: false, missing_scopes: ["search:read.im"] } });
});

test("filters are fields, and what is written as syntax is words", async () => {
  const found = await search({ query: "migration", in: ["#incident-2041"], from: ["@trenn"], mode: "keyword" });
  expect(texts(found)).toEqual([expect.stringContaining("exhausted")]);
  expect(texts(await search({ query: "in:#leadership budget", mode: "keyword" }))).toEqual([]);
  const last = slack.standIn.control.requests().findLast(({ path }) => path === "/search.messages");
  expect((last?.body as { query: string }).query).toBe("in #leadership budget");
});

test("neighbours on request", async () => {
  const { structured } = await search({ query: "exhausted", context: 1 });
  expect(structured["items"]).toMatchObject([
    { before: [{ text: expect.any(String) }], after: [{ author: "Anna Petrova" }] },
  ]);
});

test("a window is looked at again on the hits", async () => {
  expect(texts(await search({ query: "relay", window: "2026-03-11/2026-03-12", mode: "keyword" }))).toHaveLength(1);
  expect(texts(await search({ query: "relay", window: "2026-03-12/2026-03-13", mode: "keyword" }))).toHaveLength(0);
});

test("an app cannot search, and is told what to do instead", async () => {
  const tools = await (await slack.connect("bot")).call("find_tools", { query: "search_messages", limit: 20 });
  expect((tools.structured["items"] as { name: string }[]).map(({ name }) => name)).not.toContain("search_messages");
});

test("in a direct message, by keyword, and it is called by the person's name", async () => {
  const result = await search({ query: "salary", in: ["@trenn"], mode: "keyword" });
  expect(result.structured["items"]).toMatchObject([{ channel: "D0MAJATOM1", channel_name: "Tom Renner" }]);
  expect(result.text).toMatch(/^Tom Renner /);
});

test("a reply that was found by keyword names its thread", async () => {
  const { structured } = await search({ query: "staging", mode: "keyword", context: 1 });
  const [hit] = structured["items"] as { ts: string; thread: { ts: string }; link: string }[];
  expect(hit?.thread.ts).not.toBe(hit?.ts);
  expect(hit?.link).toContain(`thread_ts=${hit?.thread.ts}`);
  expect(structured["coverage"]).toMatchObject({ complete: true, dropped: ["context"] });
});
