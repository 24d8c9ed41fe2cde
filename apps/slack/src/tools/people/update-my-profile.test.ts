import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const me = () => slack.standIn.world.users.get("U0HARBOR01");
const away = {
  status_text: "away",
  status_emoji: "palm_tree",
  status_until: "in 2 hours",
  presence: "away",
  dnd_until: "in 2 hours",
};

test("status, presence and do-not-disturb", async () => {
  const { structured } = await slack.call("update_my_profile", away);
  expect(structured).toMatchObject({
    before: { status_text: "", presence: "auto" },
    after: { status_text: "away", status_emoji: ":palm_tree:", presence: "away", dnd_until: expect.any(String) },
    failed: [],
  });
  expect(me()).toMatchObject({ away: true, status: { text: "away" } });
  expect(me()?.snoozeUntilS).toBeGreaterThan(Date.now() / 1000);
});

test("cleared: text and emoji together; do-not-disturb ends now", async () => {
  await slack.call("update_my_profile", away);
  await slack.call("update_my_profile", { status_text: "", dnd_until: "now" });
  expect(me()).toMatchObject({ status: { text: "", emoji: "" }, snoozeUntilS: 0 });
});

test("do-not-disturb of every day ends, too, where none was set", async () => {
  const { structured } = await slack.call("update_my_profile", { dnd_until: "now" });
  expect(structured).toMatchObject({ failed: [] });
  expect(structured["after"]).not.toHaveProperty("dnd_until");
  expect(slack.writes().map(({ path }) => path)).toEqual(["/dnd.endSnooze", "/dnd.endDnd"]);
});

test("without the scope for do-not-disturb nothing is done, and the scope is named", async () => {
  const scopes = [...(slack.standIn.world.tokens.get(slack.standIn.tokens.mlind)?.scopes ?? [])];
  slack.standIn.control.scopes(
    slack.standIn.tokens.mlind,
    scopes.filter((scope) => scope !== "dnd:write"),
  );
  expect(await slack.call("update_my_profile", away)).toMatchObject({
    code: "insufficient_scope",
    structured: { scopes: ["dnd:write"] },
  });
  expect(me()?.status.text).toBe("");
});

test("custom fields by their label; one that is none names the nearest", async () => {
  await slack.call("update_my_profile", { fields: { team: "Platform" } });
  expect(me()?.fields).toEqual({ Xf0HARBOR1: "Platform" });
  expect(await slack.call("update_my_profile", { fields: { Teem: "x" } })).toMatchObject({
    code: "invalid_input",
    text: expect.stringContaining("Team"),
  });
  expect((await slack.call("update_my_profile", {})).code).toBe("invalid_input");
});

test("an emoji may be written as a character", async () => {
  await slack.call("update_my_profile", { status_text: "Shipping", status_emoji: "🚀" });
  expect(slack.standIn.world.users.get("U0HARBOR01")?.status).toMatchObject({ emoji: ":rocket:" });
});
