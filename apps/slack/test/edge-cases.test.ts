import { describe, expect, test } from "vitest";
import { useSlack } from "./harness.ts";

const slack = useSlack();
const platform = { channel: "#eng-platform" };
const first = () => slack.standIn.control.messages("eng-platform")[1]?.ts ?? "";
const answer = (path: string, messages: unknown[]) =>
  slack.standIn.control.fault({ path, effect: { status: 200, body: { ok: true, has_more: false, messages } } });
const deleted = { type: "message", subtype: "tombstone", user: "USLACKBOT", text: "This message was deleted." };

describe("threads and messages that are not whole", () => {
  test("the replies of a deleted root are read, and the root says what it is", async () => {
    const ts = first();
    answer("/conversations.replies", [
      { ...deleted, ts, thread_ts: ts, reply_count: 1 },
      { type: "message", user: "U0HARBOR02", text: "still here", ts: "1760000001.000100", thread_ts: ts },
    ]);
    const { structured, text } = await slack.call("get_thread", { ...platform, ts });
    expect(structured["root"]).toMatchObject({ subtype: "tombstone" });
    expect(text).toContain("still here");
  });

  test("a thread without any message is not found", async () => {
    answer("/conversations.replies", []);
    expect((await slack.call("get_thread", { ...platform, ts: first() })).code).toBe("not_found");
  });

  test("messages with null for words, files and reactions, and of nobody, stay; what was deleted goes", async () => {
    answer("/conversations.history", [
      { ...deleted, ts: "1760000002.000100" },
      { type: "message", ts: "1760000001.000100" },
      { type: "message", user: "U0GONE0000", text: null, files: null, reactions: null, ts: "1760000000.000100" },
    ]);
    const { isError, text, structured } = await slack.call("list_messages", platform);
    expect(isError, text).toBe(false);
    expect(structured["items"]).toHaveLength(2);
  });

  test("one of 40,000 characters stays within the budget, whole characters only", async () => {
    answer("/conversations.history", [
      { type: "message", user: "U0HARBOR02", text: "ä🦔".repeat(13_000), ts: "1760000000.000100" },
    ]);
    const { isError, text } = await slack.call("list_messages", platform);
    expect(isError).toBe(false);
    expect(text.length).toBeLessThanOrEqual(24_000);
    expect(text.isWellFormed()).toBe(true);
  });
});

describe("nothing to send", () => {
  test.each([" \n ", "\u200b", "\ufeff\u2060"])("%j is refused before anything is sent", async (text) => {
    expect((await slack.call("send_message", { channel: "#general", text })).code).toBe("invalid_input");
    expect((await slack.call("schedule_message", { channel: "#general", text, at: "in 2 hours" })).code).toBe(
      "invalid_input",
    );
    expect(slack.sent()).toEqual([]);
  });

  test("an archived channel and a thread that is gone", async () => {
    expect((await slack.call("send_message", { channel: "#old-launch", text: "x" })).code).toBe("conflict");
    const gone = { channel: "#general", text: "x", thread_ts: "1500000000.000100" };
    expect((await slack.call("send_message", gone)).code).toBe("not_found");
  });
});

test("an emoji goes by its name, with its skin tone; a picture of it is no name", async () => {
  const react = (emoji: string) => slack.call("add_reaction", { ...platform, ts: first(), emoji });
  expect((await react(":+1::skin-tone-2:")).structured["emoji"]).toBe("+1::skin-tone-2");
  for (const emoji of ["", "::", "no such emoji"]) expect((await react(emoji)).code, emoji).toBe("invalid_input");
});

test("one reference that says nothing does not spoil the others", async () => {
  const references = ["U0HARBOR01", "", "größe"];
  const { structured, text } = await slack.call("resolve_references", { references });
  expect(structured["results"], text).toMatchObject([
    { status: "resolved" },
    { reference: "", status: "not_found" },
    { reference: "größe", status: "not_found" },
  ]);
});

test("empty lists are answers", async () => {
  const nothing = { query: "zzzznothing" };
  for (const [name, args] of [
    ["search_messages", nothing],
    ["search_files", nothing],
    ["list_channels", { ...nothing, types: ["mpim"] }],
    ["list_messages", { ...platform, window: "2020-01-01/2020-01-02" }],
    ["get_digest", { channels: ["#eng-platform"], window: "2020-01-01/2020-01-02" }],
  ] as const) {
    const { isError, text } = await slack.call(name, args);
    expect(isError, `${name}: ${text}`).toBe(false);
  }
});

test("names in any script", async () => {
  const { structured } = await slack.call("create_channel", { name: "größe-日本" });
  expect(structured["channel"]).toMatchObject({ name: "größe-日本" });
  expect((await slack.call("get_channel", { channel: "#größe-日本" })).isError).toBe(false);
  const named = { name: "größe 日本.txt", content_text: "x", channel: "#größe-日本" };
  const { structured: made } = await slack.call("upload_file", named);
  const { id } = made["file"] as { id: string };
  expect((await slack.call("read_file", { file: id })).structured["file"]).toMatchObject({ name: named.name });
});
