import { signEvent } from "@fairlead/sandbox/slack";
import { describe, expect, test } from "vitest";
import { changedResources, endsConnection } from "./changed-resources.ts";
import { isSignedBySlack } from "./verify-signature.ts";

describe("a delivery is Slack's", () => {
  const body = Buffer.from('{"type":"event_callback"}');
  const atS = 1_800_000_000;
  const signed = signEvent("secret", body.toString(), atS);
  const delivery = (more: object = {}) => ({
    body,
    timestamp: signed["x-slack-request-timestamp"],
    signature: signed["x-slack-signature"],
    atMs: atS * 1000,
    ...more,
  });

  test("by its signature, within five minutes either way", () => {
    expect(isSignedBySlack("secret", delivery())).toBe(true);
    for (const offsetS of [-300, 300])
      expect(isSignedBySlack("secret", delivery({ atMs: (atS + offsetS) * 1000 }))).toBe(true);
    for (const offsetS of [-301, 301])
      expect(isSignedBySlack("secret", delivery({ atMs: (atS + offsetS) * 1000 }))).toBe(false);
  });

  test.each([
    ["another body", { body: Buffer.from("{}") }],
    ["no signature", { signature: undefined }],
    ["half a signature", { signature: "v0=abc" }],
    ["no time", { timestamp: undefined }],
    ["a time that is none", { timestamp: "1e9" }],
  ])("and not with %s", (_name, more) => expect(isSignedBySlack("secret", delivery(more))).toBe(false));

  test("nor with another secret", () => expect(isSignedBySlack("other", delivery())).toBe(false));
});

test.each([
  [
    { type: "message", channel: "C0ENG0001", ts: "1.2" },
    ["slack://channel/C0ENG0001/messages", "slack://thread/C0ENG0001/1.2"],
  ],
  [
    { type: "message", channel: "C0ENG0001", ts: "3.4", thread_ts: "1.2" },
    ["slack://channel/C0ENG0001/messages", "slack://thread/C0ENG0001/1.2"],
  ],
  [
    { type: "message", subtype: "message_changed", channel: "C0ENG0001", ts: "9.9", message: { ts: "1.2" } },
    ["slack://channel/C0ENG0001/messages", "slack://thread/C0ENG0001/1.2"],
  ],
  [
    { type: "reaction_added", item: { channel: "C0ENG0001", ts: "1.2" } },
    ["slack://channel/C0ENG0001", "slack://thread/C0ENG0001/1.2"],
  ],
  [{ type: "channel_rename", channel: { id: "C0ENG0001", name: "x" } }, ["slack://channel/C0ENG0001"]],
  [{ type: "member_joined_channel", channel: "C0ENG0001", user: "U1" }, ["slack://channel/C0ENG0001"]],
  [{ type: "user_change", user: { id: "U0MAJA001" } }, ["slack://user/U0MAJA001"]],
  [{ type: "file_shared", file_id: "F0NOTES001" }, ["slack://file/F0NOTES001"]],
  [{ type: "message", channel: "../me", ts: "1.2" }, []],
  [{ type: "emoji_changed" }, []],
])("%j changes %j", (event, uris) => {
  expect(changedResources(event)).toEqual(uris);
});

test("an app that is gone ends the connection", () => {
  expect([
    endsConnection({ type: "tokens_revoked" }),
    endsConnection({ type: "app_uninstalled" }),
    endsConnection({ type: "message" }),
  ]).toEqual([true, true, false]);
});
