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

test("by link alone, the channel's id is what a person agrees to; one conversation at a time", async () => {
  const { structured } = await slack.call("send_message", { channel: "#eng-platform", text: "Oops" });
  const general = slack.standIn.control.messages("general")[0]?.ts.replace(".", "");
  const elsewhere = `https://harbor-labs.slack.com/archives/C0GENERAL1/p${general}`;
  const both = { ts: [structured["link"], elsewhere], confirm: "C0ENGPLAT1" };
  expect((await slack.call("delete_message", both)).code).toBe("invalid_input");
  const asked = { channel: "#eng-platform", ts: [elsewhere], confirm: "#eng-platform" };
  expect((await slack.call("delete_message", asked)).code).toBe("invalid_input");
  const done = await slack.call("delete_message", { ts: [structured["link"]], confirm: "C0ENGPLAT1" });
  expect(done.structured["results"]).toMatchObject([{ id: structured["ts"], status: "deleted" }]);
  expect(slack.writes().map(({ path }) => path)).toEqual(["/chat.postMessage", "/chat.delete"]);
});

test("a ts without its channel is none", async () => {
  expect((await slack.call("delete_message", { ts: ["1600000000.000001"], confirm: "" })).code).not.toBeUndefined();
  expect(slack.writes()).toEqual([]);
});

test("what was deleted before Slack asked to wait is told", async () => {
  const ts: unknown[] = [];
  for (const text of ["a", "b", "c"])
    ts.push((await slack.call("send_message", { channel: "C0ENGPLAT1", text })).structured["ts"]);
  const { control } = slack.standIn;
  const asked = { channel: "C0ENGPLAT1", ts, confirm: "C0ENGPLAT1" };
  control.fault({ path: "/chat.delete", containing: String(ts[1]), effect: { retryAfterS: 40 } });
  const { isError, structured, text } = await slack.call("delete_message", asked);
  expect(isError, text).toBe(false);
  expect(structured["results"]).toEqual([
    { id: ts[0], status: "deleted" },
    { id: ts[1], status: "failed", reason: expect.stringMatching(/wait \d+ s/) },
    { id: ts[2], status: "not_tried" },
  ]);
});
