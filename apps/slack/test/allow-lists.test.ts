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

describe("what waits to be said", () => {
  /** A message that the person has left with Slack for a channel, past this connector. */
  const leave = (slack: ReturnType<typeof useSlack>, channel: string) => {
    const id = `Q0${channel}`;
    const { tokens, world } = slack.standIn;
    const postAtS = Math.floor(Date.now() / 1000) + 30 * 86_400;
    world.scheduled.set(id, { id, channelId: channel, postAtS, text: "Later", createdS: 0, token: tokens.mlind });
    return id;
  };

  describe("to somebody who may read some channels", () => {
    const slack = useSlack({ SLACK_CHANNELS: "#eng-*" });

    test("is shown where that is one of them", async () => {
      const ours = leave(slack, "C0ENGPLAT1");
      leave(slack, "C0GENERAL1");
      const shown = await slack.call("list_scheduled", { kinds: ["message"] });
      expect(shown.structured).toMatchObject({
        items: [{ id: ours }],
        coverage: { complete: false, reason: "1 are for conversations that may not be read here" },
      });
      expect((await slack.call("list_scheduled", { channel: "#general" })).code).toBe("policy_denied");
    });
  });

  describe("to somebody who may write in some channels", () => {
    const slack = useSlack({ SLACK_WRITE_CHANNELS: "#eng-*" });
    const cancel = (id: string) => slack.call("cancel_scheduled", { ids: [id, "Rm0HARBOR1"], confirm: id });

    test("is taken back where that is one of them", async () => {
      const [ours, other] = [leave(slack, "C0ENGPLAT1"), leave(slack, "C0GENERAL1")];
      const refused = await cancel(other);
      expect(refused).toMatchObject({ code: "policy_denied", text: expect.stringContaining("SLACK_WRITE_CHANNELS") });
      expect((await cancel("Q0NOTTHERE")).code).toBe("not_found");
      expect(slack.standIn.world.scheduled.size).toBe(2);
      expect((await cancel(ours)).isError).toBe(false);
      expect([...slack.standIn.world.scheduled.keys()]).toEqual([other]);
    });
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

  test("searches show what is found there, and how much they leave out", async () => {
    const found = await slack.call("search_messages", { query: "the", mode: "keyword", limit: 50 });
    const hits = found.structured["items"] as { channel_name: string; channel: string }[];
    expect(hits.length).toBeGreaterThan(0);
    const outside = hits.filter(
      ({ channel, channel_name: name }) => !name.startsWith("eng-") && !/^[DG]/.test(channel),
    );
    expect(outside).toEqual([]);
    expect(found.structured["coverage"]).toMatchObject({
      complete: false,
      reason: expect.stringMatching(/^\d+ hits are in conversations that may not be read here$/),
    });
    expect((await slack.call("search_messages", { query: "the", in: ["#general"] })).code).toBe("policy_denied");
  });

  test("files are read and found where they are shared in one of them", async () => {
    const everything = await slack.call("search_files", { limit: 50 });
    const rows = everything.structured["items"] as { id: string; channels: string[] }[];
    expect(everything.structured["withheld"]).toBeGreaterThan(0);
    for (const { channels } of rows)
      expect(channels.some((id) => id === "C0ENGPLAT1" || id.startsWith("D"))).toBe(true);
    expect((await slack.call("read_file", { file: "F0NOTES001" })).isError).toBe(false);
    const incident = await slack.call("read_file", { file: "F0ORDERS01" });
    expect(incident).toMatchObject({ code: "policy_denied", text: expect.stringContaining("SLACK_CHANNELS") });
  });

  test("so are they as resources, by the same rule", async () => {
    const client = await slack.connect();
    expect(await client.read("slack://file/F0NOTES001")).toMatchObject([{ text: expect.stringContaining("Line one") }]);
    await expect(client.read("slack://file/F0ORDERS01")).rejects.toThrow(/policy_denied.*SLACK_CHANNELS/);
    const sent = slack.standIn.control.requests().filter(({ path }) => path.includes("files-pri"));
    expect(sent).toHaveLength(1);
  });

  test("a canvas counts under the channel that it is named by, or that it is in", async () => {
    expect((await slack.call("read_canvas", { canvas: "#general" })).code).toBe("policy_denied");
    expect((await slack.call("read_canvas", { canvas: "#eng-platform" })).isError).toBe(false);
    expect((await slack.call("read_canvas", { canvas: "F0CANVAS01" })).isError).toBe(false);
    const canvas = slack.standIn.world.files.get("F0CANVAS01");
    canvas?.shares.clear();
    canvas?.shares.set("C0GENERAL1", ["1700000000.000100"]);
    expect((await slack.call("read_canvas", { canvas: "F0CANVAS01" })).code).toBe("policy_denied");
  });
});
