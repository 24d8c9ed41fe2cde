import { expect, test } from "vitest";
import { effectsOf } from "./effects-of.ts";

const settings = { baseUrl: "https://slack.com" };
const effects = (event: Record<string, unknown>, envelope = {}) =>
  effectsOf(String(event["type"]), { type: "event_callback", team_id: "T0HARBOR1", event, ...envelope }, settings);

const C = "C0ENG0001";
const [ROOT, REPLY] = ["1760000000.000100", "1760000001.000200"];
const MESSAGES = `slack://channel/${C}/messages`;
const THREAD = `slack://thread/${C}/${ROOT}`;

test.each([
  [{ type: "message", channel: C, ts: ROOT }, [MESSAGES, THREAD]],
  [{ type: "message", channel: C, ts: REPLY, thread_ts: ROOT }, [MESSAGES, THREAD]],
  [{ type: "app_mention", channel: C, ts: ROOT }, [MESSAGES, THREAD]],
  [{ type: "message", subtype: "message_changed", channel: C, ts: REPLY, message: { ts: ROOT } }, [MESSAGES, THREAD]],
  [
    {
      type: "message",
      subtype: "message_changed",
      channel: C,
      ts: "1760000009.000000",
      message: { ts: REPLY, thread_ts: ROOT },
    },
    [MESSAGES, THREAD],
  ],
  [
    { type: "message", subtype: "message_deleted", channel: C, ts: REPLY, previous_message: { ts: ROOT } },
    [MESSAGES, THREAD],
  ],
  [{ type: "reaction_added", item: { type: "message", channel: C, ts: ROOT } }, [MESSAGES, THREAD]],
  [
    {
      type: "pin_added",
      channel_id: C,
      item: { type: "message", channel: C, message: { ts: REPLY, thread_ts: ROOT } },
    },
    [MESSAGES, THREAD],
  ],
  [{ type: "channel_rename", channel: { id: C, name: "x" } }, [`slack://channel/${C}`]],
  [{ type: "member_joined_channel", channel: C, user: "U0MAJA001" }, [`slack://channel/${C}`]],
  [{ type: "user_change", user: { id: "U0MAJA001" } }, ["slack://user/U0MAJA001"]],
  [{ type: "file_shared", file_id: "F0NOTES001" }, ["slack://file/F0NOTES001"]],
  [{ type: "emoji_changed", subtype: "add" }, []],
  [{ type: "app_home_opened", user: "U0MAJA001", channel: C }, []],
])("%j changes %j", (event, uris) => expect(effects(event)).toEqual({ uris }));

test.each([
  { type: "message", channel: "../me", ts: ROOT },
  { type: "message", channel: 7, ts: ROOT },
  { type: "reaction_added", item: "C1" },
  { type: "file_shared", file_id: "F1/../x" },
  { type: "user_change", user: {} },
])("%j, which is no event of Slack's, changes nothing", (event) => expect(effects(event)).toEqual({ uris: [] }));

test("what is no envelope means nothing", () => {
  for (const raw of [null, [], "x", {}, { type: "event_callback" }]) {
    expect(effectsOf("message", raw, settings)).toEqual({});
  }
});

test.each([
  { type: "member_left_channel", channel: C, user: "U0MAJA001" },
  { type: "group_left", channel: C },
  { type: "channel_deleted", channel: C },
  { type: "file_unshared", file_id: "F0NOTES001" },
  { type: "app_uninstalled" },
])("after %j nobody is told of what they read before without being asked again", (event) => {
  expect(effects(event)).toMatchObject({ access: true });
});

test("revoked tokens end the accounts of a workspace, and of its organization", () => {
  const event = { type: "tokens_revoked", tokens: { oauth: ["U0MAJA001"], bot: ["U0BOT0001"] } };
  expect(effects(event)).toEqual({
    endedAccounts: ["slack:slack.com:T0HARBOR1:U0MAJA001", "slack:slack.com:T0HARBOR1:U0BOT0001"],
  });
  expect(effects(event, { enterprise_id: "E0HARBOR01" }).endedAccounts).toContain(
    "slack:slack.com:E0HARBOR01:U0MAJA001",
  );
});

test("after more than Slack sends, everything may have changed", () => {
  const { below = [] } = effectsOf("app_rate_limited", { type: "app_rate_limited", team_id: "T0HARBOR1" }, settings);
  expect(below).toContain("slack://channel/");
});
