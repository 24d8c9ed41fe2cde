import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const later = (args: Record<string, unknown>) =>
  slack.call("schedule_message", { channel: "#eng-platform", text: "Later", ...args });

test("leaves it with Slack; too soon and too late are refused", async () => {
  expect((await later({ at: "in 2 hours" })).structured).toMatchObject({
    id: expect.stringMatching(/^Q/),
    channel: "C0ENGPLAT1",
  });
  for (const at of ["in 1 minute", "2020-01-01", "in 200 days", "soon"])
    expect((await later({ at })).code, at).toBe("invalid_input");
  expect(slack.standIn.world.scheduled.size).toBe(1);
});

test("a lost answer is looked up, and nothing is left twice", async () => {
  slack.standIn.control.fault({ path: "/chat.scheduleMessage", effect: { cut: "after" } });
  expect((await later({ at: "in 2 hours", idempotency_key: "once" })).structured).toMatchObject({ reconciled: true });
  expect(slack.standIn.world.scheduled.size).toBe(1);
});
