import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("with people; a taken handle is a conflict", async () => {
  const { structured } = await slack.call("create_usergroup", {
    name: "Launch",
    handle: "@launch",
    users: ["@trenn", "@jkim"],
  });
  expect(structured).toMatchObject({ usergroup: { handle: "@launch", count: 2 }, warnings: [] });
  expect((await slack.call("create_usergroup", { name: "Launch again", handle: "launch" })).code).toBe("conflict");
});
