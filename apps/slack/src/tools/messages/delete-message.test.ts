import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("asks first, then deletes mine and says which were not", async () => {
  const { structured } = await slack.call("send_message", { channel: "#eng-platform", text: "Oops" });
  const theirs = slack.standIn.control.messages("eng-platform")[1]?.ts;
  const args = { channel: "#eng-platform", ts: [structured["ts"], theirs, "1600000000.000001"] };
  expect((await slack.call("delete_message", args)).code).toBe("confirm_required");
  expect((await slack.call("delete_message", { ...args, confirm: "eng-platform" })).code).toBe("confirm_required");
  const done = await slack.call("delete_message", { ...args, confirm: "#eng-platform" });
  expect(done.structured["results"]).toMatchObject([
    { status: "deleted" },
    { status: "failed", reason: "cant delete message" },
    { status: "absent" },
  ]);
  expect(slack.standIn.control.messages("eng-platform").some(({ text }) => text === "Oops")).toBe(false);
});
