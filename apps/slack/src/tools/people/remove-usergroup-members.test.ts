import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("asks first, removes, and leaves the others", async () => {
  const args = { usergroup: "@oncall", users: ["@trenn", "@jkim"] };
  expect((await slack.call("remove_usergroup_members", args)).code).toBe("confirm_required");
  const { structured } = await slack.call("remove_usergroup_members", { ...args, confirm: "@oncall" });
  expect(structured).toEqual({ removed: ["U0HARBOR02"], absent: ["U0HARBOR06"], count_before: 2, count_after: 1 });
});

test("a group is never emptied", async () => {
  const users = ["@trenn", "sam.okoye@harbor.example"];
  expect((await slack.call("remove_usergroup_members", { usergroup: "@oncall", users, confirm: "@oncall" })).code).toBe(
    "invalid_input",
  );
});
