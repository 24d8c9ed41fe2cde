import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("mine goes, and what was not there is said", async () => {
  const message = slack.standIn.control.messages("eng-platform")[1];
  const place = { channel: "#eng-platform", ts: message?.ts, emoji: "eyes" };
  await slack.call("add_reaction", place);
  expect((await slack.call("remove_reaction", place)).structured).toEqual({ emoji: "eyes", absent: false });
  expect((await slack.call("remove_reaction", place)).structured).toEqual({ emoji: "eyes", absent: true });
  expect(message?.reactions.has("eyes")).toBe(false);
});
