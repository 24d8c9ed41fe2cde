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

test("in another workspace of an organization, with its people", async () => {
  const { tokens, world } = slack.standIn;
  const mine = world.tokens.get(tokens.mlind);
  if (mine) world.tokens.set(tokens.mlind, { ...mine, enterpriseId: "E0HARBOR01" });
  const wanted = { name: "North", users: ["U0NORTH001"], team_id: "T0NORTH01" };
  const { structured, text } = await slack.call("create_usergroup", wanted);
  expect(structured["warnings"], text).toEqual([]);
  expect([...world.usergroups.values()].at(-1)).toMatchObject({ teamId: "T0NORTH01", userIds: ["U0NORTH001"] });
});
