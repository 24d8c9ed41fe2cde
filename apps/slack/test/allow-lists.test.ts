import { describe, expect, test } from "vitest";
import { useSlack } from "./harness.ts";

const firstOf = (slack: ReturnType<typeof useSlack>, channel: string) =>
  slack.standIn.control.messages(channel)[1]?.ts ?? "";

describe("where writing is allowed in some channels", () => {
  const slack = useSlack({ SLACK_WRITE_CHANNELS: "#eng-*,C0DESIGN01,U0HARBOR02,#ext-*,!type:external" });

  test("a channel counts by id, name, kind and person, however it is written", async () => {
    const allowed = {
      "#eng-platform": true,
      C0ENGPLAT1: true,
      "https://harbor-labs.slack.com/archives/C0ENGPLAT1": true,
      C0DESIGN01: true,
      "#design": true,
      "#general": false,
      "#ext-northwind": false,
      "@trenn": true,
      "trenn@harbor.example": true,
      "@jkim": false,
    };
    for (const [channel, may] of Object.entries(allowed)) {
      const result = await slack.call("send_message", { channel, text: "Hello", dry_run: true });
      if (may) expect(result.structured, channel).toHaveProperty("preview");
      else expect(result.text, channel).toContain("SLACK_WRITE_CHANNELS");
    }
    expect(slack.writes()).toEqual([]);
  });

  test("holds every other write, and nothing that reads", async () => {
    const general = firstOf(slack, "general");
    const link = `https://harbor-labs.slack.com/archives/C0GENERAL1/p${general.replace(".", "")}`;
    const calls: [string, Record<string, unknown>][] = [
      ["send_message", { to: ["@trenn", "@jkim"], text: "x" }],
      ["update_message", { ts: link, text: "x" }],
      ["update_message", { channel: "#eng-platform", ts: link, text: "x" }],
      ["delete_message", { channel: "#general", ts: [general], confirm: "#general" }],
      ["add_reaction", { channel: "#general", ts: general, emoji: "eyes" }],
      ["remove_reaction", { ts: link, emoji: "eyes" }],
      ["schedule_message", { channel: "#general", text: "x", at: "in 2 hours" }],
      ["upload_file", { name: "a.txt", content_text: "a", channel: "#general" }],
      ["create_channel", { name: "launch-q3" }],
      ["update_channel", { channel: "#general", topic: "x" }],
      ["update_channel", { channel: "#eng-platform", name: "platform" }],
      ["invite_to_channel", { channel: "#general", users: ["@trenn"] }],
      ["remove_from_channel", { channel: "#general", users: ["@trenn"], confirm: "#general" }],
      ["create_usergroup", { name: "Launch", channels: ["#general"] }],
    ];
    for (const [name, args] of calls) expect((await slack.call(name, args)).code, name).toBe("policy_denied");
    expect(slack.writes()).toEqual([]);
    expect((await slack.call("list_messages", { channel: "#general" })).isError).toBe(false);
    expect((await slack.call("search_messages", { query: "migration" })).isError).toBe(false);
    expect((await slack.call("create_channel", { name: "eng-q3", dry_run: true })).isError).toBe(false);
  });
});

describe("where reading is allowed in some channels", () => {
  const slack = useSlack({ SLACK_CHANNELS: "#eng-*,type:dm" });

  test("others are refused by every name, and left out of lists", async () => {
    for (const channel of ["#general", "C0GENERAL1"]) {
      expect((await slack.call("list_messages", { channel })).code).toBe("policy_denied");
      expect((await slack.call("get_digest", { channels: ["#eng-platform", channel] })).code).toBe("policy_denied");
    }
    expect((await slack.call("list_messages", { channel: "#eng-platform" })).isError).toBe(false);
    const listed = await slack.call("list_channels", { types: ["public", "im"] });
    const rows = listed.structured["items"] as { name: string; type: string }[];
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter(({ name, type }) => type !== "im" && !name.startsWith("eng-"))).toEqual([]);
    expect(listed.text).toContain("left out");
  });

  test("what cannot be held to it is not there", async () => {
    expect((await slack.call("search_messages", { query: "migration" })).code).toBe("not_found");
    expect((await slack.call("read_file", { file: "F0NOTES001" })).code).toBe("not_found");
  });
});
