import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("asks first; what was there goes, what was not is said", async () => {
  const { structured } = await slack.call("schedule_message", {
    channel: "#eng-platform",
    text: "Later",
    at: "in 2 hours",
  });
  const id = String(structured["id"]);
  const ids = [id, "Rm0HARBOR1", "Q0NOTTHERE"];
  expect((await slack.call("cancel_scheduled", { ids })).code).toBe("confirm_required");
  const done = await slack.call("cancel_scheduled", { ids, confirm: id });
  expect(done.structured["results"]).toMatchObject([
    { status: "cancelled" },
    { status: "cancelled" },
    { status: "absent" },
  ]);
  expect([slack.standIn.world.scheduled.size, slack.standIn.world.reminders.size]).toEqual([0, 0]);
});
