import { expect, test } from "vitest";
import { useSlack } from "../../test/harness.ts";

const slack = useSlack();
const complete = async (prompt: string, name: string, value: string) =>
  (await slack.connect()).complete(prompt, { name, value });

test("channels of mine, people by search, windows; never a directory", async () => {
  expect(await complete("draft_announcement", "channel", "#eng")).toEqual(["#eng-platform"]);
  expect(await complete("standup", "user", "apet")).toEqual(["apetrova@harbor.example"]);
  expect(await complete("standup", "window", "y")).toContain("yesterday");
  expect(slack.sent().filter((method) => /^(users|conversations)\.list$/.test(method))).toEqual([]);
});
