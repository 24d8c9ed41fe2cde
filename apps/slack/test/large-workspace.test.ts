import { describe, expect, test } from "vitest";
import { useSlack } from "./harness.ts";

const slack = useSlack();

/** What would list a directory. */
const DIRECTORIES = new Set(["users.list", "conversations.list"]);

function makeLarge(): void {
  slack.standIn.control.crowd({ users: 200_000, channels: 20_000 });
}

describe("a workspace of 200,000 people and 20,000 channels", () => {
  test("start-up and the first call list no directory", async () => {
    makeLarge();
    const client = await slack.connect();
    await client.listTools();
    expect(slack.sent()).toEqual([]);
    await slack.call("get_me");
    await slack.call("list_messages", { channel: "C0ENGPLAT1", window: "2d" });
    expect(slack.sent().filter((method) => DIRECTORIES.has(method))).toEqual([]);
  });

  test.each([
    ["#proj-19999", "C0CROWD000FFJ"],
    ["#eng-platform", "C0ENGPLAT1"],
    ["@ada.ahrens.132000", undefined],
    ["ada.ahrens.132000@harbor.example", undefined],
    ["#no-such-channel", undefined],
  ])("the name %s costs at most 3 calls", async (name, id) => {
    makeLarge();
    const { structured } = await slack.call("resolve_references", { references: [name] });
    const [result] = structured["results"] as { status: string; id?: string }[];
    expect(result?.status).toBe(name === "#no-such-channel" ? "not_found" : "resolved");
    if (id !== undefined) expect(result?.id).toBe(id);
    const calls = slack.sent().filter((method) => method !== "usergroups.list");
    expect(calls.length, calls.join(" ")).toBeLessThanOrEqual(3);
    expect(slack.sent().filter((method) => DIRECTORIES.has(method))).toEqual([]);
  });

  test("without search by meaning, my own channels are looked through and nobody's directory", async () => {
    makeLarge();
    slack.standIn.control.switch({ semanticSearch: false });
    const { structured } = await slack.call("resolve_references", { references: ["#leadership"], kinds: ["channel"] });
    expect(structured["results"]).toMatchObject([{ status: "resolved", id: "G0LEADER01" }]);
    expect(slack.sent().length).toBeLessThanOrEqual(3);
    const person = await slack.call("get_users", { users: ["@trenn"] });
    expect(person).toMatchObject({ code: "not_found", text: expect.stringContaining("e-mail") });
    expect(slack.sent().filter((method) => DIRECTORIES.has(method))).toEqual([]);
  });

  test("three names cost at most six calls, and the second time none", async () => {
    makeLarge();
    const references = ["#eng-platform", "@trenn", "#proj-19999"];
    await slack.call("resolve_references", { references });
    expect(slack.sent().filter((method) => method !== "usergroups.list").length).toBeLessThanOrEqual(6);
    const before = slack.sent().length;
    await slack.call("resolve_references", { references });
    expect(slack.sent().slice(before)).toEqual([]);
  });

  test.each([200, 1_000, 4_000, 20_000])(
    "a day of a busy channel in %i tokens says what it left out",
    async (budget) => {
      makeLarge();
      const { structured, text } = await slack.call("get_digest", {
        channels: ["#town-square"],
        window: "yesterday",
        budget_tokens: budget,
      });
      const { stats, topics, omitted } = structured as {
        stats: { messages: number };
        topics: unknown[];
        omitted: { messages: number; threads: number };
      };
      expect(stats.messages).toBeGreaterThan(700);
      expect(Math.ceil(JSON.stringify(structured).length / 4)).toBeLessThanOrEqual(budget);
      expect(topics.length).toBeGreaterThan(0);
      expect(text).toContain(`Left out: ${omitted.messages} more`);
      expect(topics.length + omitted.messages).toBe(stats.messages);
    },
  );

  test("the digest's pages hold every topic once", async () => {
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const { structured } = await slack.call("get_digest", {
        channels: ["#incident-2041"],
        window: "yesterday",
        budget_tokens: 500,
        ...(cursor !== undefined && { cursor }),
      });
      seen.push(...(structured["topics"] as { ts: string }[]).map(({ ts }) => ts));
      cursor = structured["next_cursor"];
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    const roots = slack.standIn.control
      .messages("incident-2041")
      .filter(({ threadTs, ts, subtype }) => (threadTs ?? ts) === ts && !subtype?.startsWith("channel_"));
    expect(seen.toSorted()).toEqual(roots.map(({ ts }) => ts).toSorted());
  });

  test("the same day makes the same digest", async () => {
    const read = async () =>
      (await slack.call("get_digest", { channels: ["#town-square"], window: "yesterday" })).structured["topics"];
    expect(await read()).toEqual(await read());
  });
});
