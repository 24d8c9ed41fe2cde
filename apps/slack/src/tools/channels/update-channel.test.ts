import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("only what is passed changes", async () => {
  const { structured } = await slack.call("update_channel", { channel: "#design", topic: "Drafts" });
  expect(structured).toMatchObject({
    before: { topic: "", name: "design" },
    after: { topic: "Drafts", name: "design" },
  });
  expect(slack.writes().map(({ path }) => path)).toEqual(["/conversations.setTopic"]);
});

test("a second time there is nothing to do", async () => {
  await slack.call("update_channel", { channel: "#design", topic: "Drafts" });
  const before = slack.writes().length;
  await slack.call("update_channel", { channel: "#design", topic: "Drafts" });
  expect(slack.writes()).toHaveLength(before);
});

test("back from the archive, and another name", async () => {
  const { structured } = await slack.call("update_channel", {
    channel: "C0OLDLAUNC",
    unarchive: true,
    name: "new-launch",
  });
  expect(structured["after"]).toMatchObject({ name: "new-launch", is_archived: false });
});

test("nothing to change is a mistake", async () => {
  expect((await slack.call("update_channel", { channel: "#design" })).code).toBe("invalid_input");
});

test("what fails after something was done is a warning, and what is done is told", async () => {
  slack.standIn.control.fault({ path: "/conversations.setTopic", effect: { error: "not_in_channel" } });
  const wanted = { channel: "#design", name: "drafts", topic: "Drafts", purpose: "To draft" };
  const { structured, text } = await slack.call("update_channel", wanted);
  expect(structured["after"], text).toMatchObject({ name: "drafts", topic: "", purpose: "To draft" });
  expect(structured["warnings"]).toEqual([expect.stringMatching(/^topic: This account is not in that channel/)]);
});

test("what fails first fails the call, and nothing is done", async () => {
  slack.standIn.control.fault({ path: "/conversations.rename", effect: { error: "not_authorized" } });
  const refused = await slack.call("update_channel", { channel: "#design", name: "drafts", topic: "Drafts" });
  expect(refused.code, refused.text).toBe("forbidden");
  expect(slack.standIn.control.channel("design").topic.value).toBe("");
});
