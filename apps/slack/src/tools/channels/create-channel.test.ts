import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("with topic and people; whoever cannot be invited is named", async () => {
  const { structured } = await slack.call("create_channel", {
    name: "launch-q3",
    topic: "Launch",
    users: ["@trenn", "@jkim", "sguest@harbor.example"],
  });
  expect(structured).toMatchObject({ channel: { name: "launch-q3", type: "public" }, warnings: [] });
  expect(structured["invited"]).toMatchObject([
    { status: "added" },
    { status: "added" },
    { id: "U0HARBOR13", status: "failed" },
  ]);
  expect(slack.standIn.control.channel("launch-q3").topic.value).toBe("Launch");
});

test("what fails after it was made is a warning", async () => {
  slack.standIn.control.fault({ path: "/conversations.setTopic", effect: { error: "internal_error" } });
  const { structured, isError } = await slack.call("create_channel", { name: "launch-q3", topic: "Launch" });
  expect(isError).toBe(false);
  expect(structured["warnings"]).toEqual(["topic: Slack could not answer: try again in a minute."]);
});

test("a taken name, an archived one too, and a name that is none", async () => {
  expect((await slack.call("create_channel", { name: "old-launch" })).code).toBe("conflict");
  expect((await slack.call("create_channel", { name: "No Spaces" })).code).toBe("invalid_input");
  expect((await slack.call("create_channel", { name: "secret-one", is_private: true })).structured).toMatchObject({
    channel: { type: "private" },
  });
});

test("as a dry run, what would follow is told", async () => {
  const { text } = await slack.call("create_channel", {
    name: "launch-q3",
    topic: "Launch",
    users: ["@trenn"],
    dry_run: true,
  });
  expect(text).toContain("then: topic: Launch");
  expect(slack.writes()).toEqual([]);
});
