import { describe, expect, test } from "vitest";
import { useSlack } from "./harness.ts";

const slack = useSlack();
const say = (args: Record<string, unknown>) => slack.call("send_message", { text: "They leave in May.", ...args });
const posted = () => slack.writes().map(({ path }) => path);

describe("after a private channel was read", () => {
  test("a message to everybody is a question, and no post", async () => {
    await slack.call("list_messages", { channel: "#leadership", window: "1d" });
    const asked = await say({ channel: "#general" });
    expect(asked.code).toBe("confirm_required");
    expect(asked.text).toContain("takes text to #general");
    expect(posted()).toEqual([]);
    expect((await say({ channel: "#general", confirm: "#general" })).isError).toBe(false);
    expect(posted()).toEqual(["/chat.postMessage"]);
  });

  test("so is one for another organization", async () => {
    await slack.call("list_messages", { channel: "G0LEADER01", window: "1d" });
    expect((await say({ channel: "#ext-northwind" })).code).toBe("confirm_required");
    expect(posted()).toEqual([]);
  });

  test.each([
    ["schedule_message", { channel: "#general", text: "x", at: "in 2 hours" }],
    ["upload_file", { channel: "#general", name: "a.txt", content_text: "x" }],
    ["update_channel", { channel: "#general", topic: "x" }],
    ["create_channel", { name: "leaving-in-may" }],
  ])("%s is asked about, too", async (name, args) => {
    await slack.call("list_messages", { channel: "#leadership", window: "1d" });
    expect((await slack.call(name, args)).code).toBe("confirm_required");
    expect(posted()).toEqual([]);
  });

  test("nobody is asked where the same people read it, or one person alone", async () => {
    await slack.call("list_messages", { channel: "#leadership", window: "1d" });
    for (const where of [
      { channel: "G0LEADER01" },
      { channel: "@trenn" },
      { channel: "#general", only_visible_to: "@trenn" },
    ]) {
      const { isError, text } = await say(where);
      expect(isError, text).toBe(false);
    }
    const made = await slack.call("create_channel", { name: "leaving-in-may", is_private: true });
    expect(made.isError, made.text).toBe(false);
  });
});

describe("what counts as read", () => {
  test.each([
    ["a direct message", "list_messages", { channel: "@trenn", window: "1w" }],
    ["what a search finds there", "search_messages", { query: "budget", mode: "keyword" }],
    ["a file that is shared there", "read_file", { file: "F0PLANPDF1" }],
  ])("%s", async (_what, name, args) => {
    slack.standIn.control.say("leadership", "hweber", "The budget is 4.");
    const { isError, text } = await slack.call(name, args);
    expect(isError, text).toBe(false);
    expect((await say({ channel: "#general" })).code).toBe("confirm_required");
  });

  test("a file as a resource", async () => {
    await (await slack.connect()).read("slack://file/F0PLANPDF1");
    expect((await say({ channel: "#general" })).code).toBe("confirm_required");
  });

  test("not what everybody reads, nor a list of what there is", async () => {
    await slack.call("list_channels", { types: ["public", "private", "im", "mpim"] });
    await slack.call("list_messages", { channel: "#eng-platform" });
    await slack.call("read_file", { file: "F0NOTES001" });
    await slack.call("read_canvas", { canvas: "#eng-platform" });
    const sent = slack.sent().length;
    expect((await say({ channel: "#general" })).isError).toBe(false);
    const asked = slack
      .sent()
      .slice(sent)
      .filter((method) => /^(files|conversations)/.test(method));
    expect(asked.filter((method) => method !== "conversations.info")).toEqual([]);
  });
});
