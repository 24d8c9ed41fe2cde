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
