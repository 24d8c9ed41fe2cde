import { describe, expect, test } from "vitest";
import { useSlack } from "./harness.ts";

const slack = useSlack();
const rows = (structured: Record<string, unknown>, name = "items") =>
  structured[name] as { text: string; ts: string }[];

describe("one look at a history a minute", () => {
  test("is seen at the first short page; then search takes its place, and the answer says so", async () => {
    slack.standIn.control.switch({ restrictedHistory: true });
    const first = await slack.call("list_messages", { channel: "#random", limit: 50 });
    // What one look gave: 15 of those asked for.
    expect(rows(first.structured).length).toBeGreaterThan(0);
    const startedAt = performance.now();
    const second = await slack.call("list_messages", { channel: "#random", limit: 50 });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(rows(second.structured).length).toBeGreaterThan(15);
    expect(second.structured["coverage"]).toMatchObject({ complete: false, reason: expect.stringContaining("search") });
    const histories = slack.sent().filter((method) => method === "conversations.history");
    expect(histories.length).toBeLessThanOrEqual(2);
    expect((await slack.call("get_me", { include: ["limits"] })).structured).toMatchObject({
      history_class: "restricted",
    });
  });

  test("known from the wait that Slack asks for, it says when to come back", async () => {
    slack.standIn.control.fault({ path: "/conversations.history", effect: { retryAfterS: 58 } });
    const { structured, text } = await slack.call("list_messages", { channel: "#eng-platform" });
    expect(structured["coverage"]).toMatchObject({ complete: false, retry_after_s: 58 });
    expect(text).toContain("Come back in 58 s");
    expect(rows(structured).some((row) => row.text.includes("migration"))).toBe(true);
  });

  test("a direct message is searched by the person", async () => {
    slack.standIn.control.fault({ path: "/conversations.history", effect: { retryAfterS: 58 } });
    const { structured } = await slack.call("list_messages", { channel: "@trenn" });
    expect(rows(structured)[0]?.text).toContain("salary bands");
  });

  test("with a token that cannot search it says when to come back, and offers what works", async () => {
    slack.standIn.control.fault({ path: "/conversations.history", times: 9, effect: { retryAfterS: 58 } });
    const result = await slack.call("list_messages", { channel: "C0ENGPLAT1" }, { as: "bot" });
    expect(result).toMatchObject({ code: "rate_limited", structured: { retry_after_s: 58 } });
    expect(result.text).toContain("search_messages");
  });

  test("a digest goes on with search, and says so", async () => {
    slack.standIn.control.fault({ path: "/conversations.history", effect: { retryAfterS: 58 } });
    const { structured } = await slack.call("get_digest", { channels: ["#eng-platform"], window: "2d" });
    expect(structured["coverage"]).toMatchObject({ complete: false, reason: expect.stringContaining("search") });
    expect(rows(structured, "topics").length).toBeGreaterThan(0);
  });
});

describe("429", () => {
  test("of a second is waited out by a read", async () => {
    slack.standIn.control.fault({ path: "/conversations.info", effect: { retryAfterS: 1 } });
    expect((await slack.call("get_channel", { channel: "C0ENGPLAT1" })).isError).toBe(false);
  });

  test("of a minute is not, and closes that method alone", async () => {
    slack.standIn.control.fault({ path: "/reactions.add", effect: { retryAfterS: 60 } });
    const { ts } = slack.standIn.control.messages("eng-platform")[1] ?? { ts: "" };
    const react = () => slack.call("add_reaction", { channel: "C0ENGPLAT1", ts, emoji: "eyes" });
    expect(await react()).toMatchObject({ code: "rate_limited", structured: { retry_after_s: 60 } });
    const before = slack.sent().length;
    expect((await react()).code).toBe("rate_limited");
    expect(slack.sent().slice(before)).toEqual([]);
    expect((await slack.call("remove_reaction", { channel: "C0ENGPLAT1", ts, emoji: "eyes" })).isError).toBe(false);
  });

  test("a page without rows and with a cursor is no end", async () => {
    slack.standIn.control.switch({ semanticSearch: false });
    slack.standIn.control.fault({ path: "/users.conversations", effect: { emptyPage: true } });
    const { structured } = await slack.call("list_channels", { query: "leader" });
    expect(structured["items"]).toMatchObject([{ id: "G0LEADER01" }]);
  });

  test("nor is one of a history, and it is no sign of the limit", async () => {
    slack.standIn.control.fault({ path: "/conversations.history", effect: { emptyPage: true } });
    const { structured } = await slack.call("list_messages", { channel: "#eng-platform", window: "yesterday" });
    expect(rows(structured)).toHaveLength(4);
    slack.standIn.control.fault({ path: "/conversations.history", effect: { emptyPage: true } });
    const digest = await slack.call("get_digest", { channels: ["#eng-platform"], window: "yesterday" });
    expect(digest.structured["stats"]).toMatchObject({ messages: 4 });
    expect((await slack.call("get_me")).structured).not.toMatchObject({ history_class: "restricted" });
  });
});
