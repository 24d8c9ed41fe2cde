import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("messages and reminders, the next first; by place and time", async () => {
  await slack.call("schedule_message", { channel: "#eng-platform", text: "**Later**", at: "in 2 hours" });
  const list = async (args: Record<string, unknown>) =>
    (await slack.call("list_scheduled", args)).structured["items"] as { kind: string; text: string }[];
  expect(await list({})).toMatchObject([
    { kind: "message", text: "**Later**" },
    { kind: "reminder", text: "Renew the certificates" },
  ]);
  expect(await list({ channel: "#design" })).toEqual([]);
  expect(await list({ before: "in 3 hours" })).toHaveLength(1);
});

test("without the scope, reminders are missing, and it says so", async () => {
  slack.standIn.control.scopes(slack.standIn.tokens.mlind, ["users:read", "chat:write"]);
  expect((await slack.call("list_scheduled")).structured["coverage"]).toMatchObject({
    missing_scopes: ["reminders:read"],
  });
});
