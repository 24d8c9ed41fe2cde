import { describe, expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const oncall = () => slack.standIn.world.usergroups.get("S0ONCALL01");

test("adds and keeps the others", async () => {
  const { structured } = await slack.call("add_usergroup_members", {
    usergroup: "@oncall",
    users: ["@jkim", "@trenn"],
  });
  expect(structured).toEqual({ added: ["U0HARBOR06"], already: ["U0HARBOR02"], count_before: 2, count_after: 3 });
});

test("a group of another size than expected is a conflict", async () => {
  expect(
    (await slack.call("add_usergroup_members", { usergroup: "@oncall", users: ["@jkim"], expected_count: 5 })).code,
  ).toBe("conflict");
});

test("two changes at once lose nobody", async () => {
  await Promise.all(
    ["jkim", "apetrova", "dcosta"].map((name) =>
      slack.call("add_usergroup_members", { usergroup: "S0ONCALL01", users: [`${name}@harbor.example`] }),
    ),
  );
  expect(oncall()?.userIds).toHaveLength(5);
});

test("somebody else's change between reading and writing loses nobody", async () => {
  // The second look at the group is slow: in between, somebody adds a person in Slack.
  slack.standIn.control.fault({ path: "/usergroups.users.list", effect: { delayMs: 400 } });
  const adding = slack.call("add_usergroup_members", { usergroup: "S0ONCALL01", users: ["U0HARBOR06"] });
  oncall()?.userIds.push("U0HARBOR08");
  await adding;
  expect(oncall()?.userIds).toEqual(expect.arrayContaining(["U0HARBOR05", "U0HARBOR02", "U0HARBOR06", "U0HARBOR08"]));
});

describe("another replica's list, made before ours was there", () => {
  /** Puts these lists in place of those that are written next. */
  function overwrite(...lists: string[][]): void {
    const group = oncall();
    if (group === undefined) throw new Error("@oncall is not seeded");
    let members = group.userIds;
    Object.defineProperty(group, "userIds", {
      get: () => members,
      set(ids: string[]) {
        members = lists.shift() ?? ids;
      },
    });
  }
  const add = () => slack.call("add_usergroup_members", { usergroup: "S0ONCALL01", users: ["U0HARBOR06"] });

  test("is found out, and both changes are there in the end", async () => {
    overwrite(["U0HARBOR05", "U0HARBOR02", "U0HARBOR08"]);
    const { structured } = await add();
    expect(oncall()?.userIds).toEqual(["U0HARBOR05", "U0HARBOR02", "U0HARBOR08", "U0HARBOR06"]);
    expect(structured).toEqual({ added: ["U0HARBOR06"], already: [], count_before: 2, count_after: 4 });
  });

  test("is told, where it comes again: nobody is named who is not there", async () => {
    overwrite(["U0HARBOR05", "U0HARBOR08"], ["U0HARBOR05", "U0HARBOR09"]);
    expect((await add()).code).toBe("conflict");
    expect(slack.sent().filter((method) => method.endsWith("usergroups.users.update"))).toHaveLength(2);
  });
});
