import { expect, test } from "vitest";
import { useSlack } from "./harness.ts";

const slack = useSlack({ SLACK_CONFIRM_RECIPIENTS_OVER: "2", SLACK_ATTRIBUTION: "footer" });
const last = () => slack.standIn.control.messages("eng-platform").at(-1);

test("what reaches more people than the operator has set needs a person, and a client that can ask one", async () => {
  const say = (text: string) => slack.call("send_message", { channel: "C0ENGPLAT1", text });
  const few = "<@U0HARBOR02> and <@U0HARBOR03>";
  expect((await say(few)).isError).toBe(false);
  const before = slack.writes().length;
  for (const text of [`${few} and <@U0HARBOR04>`, "<!subteam^S0PLATFORM>"]) {
    expect(await say(text), text).toMatchObject({ code: "policy_denied", text: expect.stringContaining("3 people") });
  }
  const many = "<!subteam^S0PLATFORM>";
  const section = { type: "section", text: { type: "mrkdwn", text: many } };
  const element = { type: "usergroup", usergroup_id: "S0PLATFORM" };
  const rich = { type: "rich_text", elements: [{ type: "rich_text_section", elements: [element] }] };
  const ts = last()?.ts;
  for (const [tool, args] of [
    ["send_message", { text: "x", blocks: [section] }],
    ["send_message", { text: "x", blocks: [rich] }],
    ["schedule_message", { text: many, at: "in 2 hours" }],
    ["update_message", { ts, text: many }],
    ["upload_file", { name: "a.txt", content_text: "a", comment: many }],
  ] as const) {
    const refused = await slack.call(tool, { channel: "C0ENGPLAT1", ...args });
    expect(refused, tool).toMatchObject({ code: "policy_denied", text: expect.stringContaining("3 people") });
  }
  const users = ["U0HARBOR02", "U0HARBOR04", "U0HARBOR05"];
  expect((await slack.call("invite_to_channel", { channel: "C0DESIGN01", users })).code).toBe("policy_denied");
  expect((await slack.call("invite_to_channel", { channel: "C0DESIGN01", usergroup: "@platform" })).code).toBe(
    "policy_denied",
  );
  expect((await slack.call("create_channel", { name: "launch-q3", users })).code).toBe("policy_denied");
  expect(slack.writes()).toHaveLength(before);
});

test("a footer says what the message came through, and a lost one is still found", async () => {
  slack.standIn.control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
  const args = { channel: "C0ENGPLAT1", text: "Hello", idempotency_key: "footer" };
  expect((await slack.call("send_message", args)).structured).toMatchObject({ reconciled: true });
  expect(last()?.text).toBe("Hello\n\n_Sent through Fairlead_");
  const blocks = [{ type: "section", text: { type: "mrkdwn", text: "Hi" } }];
  await slack.call("send_message", { channel: "C0ENGPLAT1", text: "Hi", blocks });
  expect(last()?.blocks?.at(-1)).toMatchObject({ type: "context" });
});
