import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("several at once, with everything that was asked for", async () => {
  const { structured } = await slack.call("get_users", {
    users: ["me", "jkim@harbor.example"],
    include: ["presence", "dnd", "usergroups"],
  });
  expect(structured["users"]).toMatchObject([
    { handle: "mlind", is_admin: true, tz: "Europe/Paris", presence: "active" },
    { handle: "jkim", tz: "Asia/Tokyo", local_time: expect.stringMatching(/\+09:00$/), usergroups: ["@platform"] },
  ]);
});

test("a name that two have is not guessed; one that nobody has is not found", async () => {
  expect(await slack.call("get_users", { users: ["Sam"] })).toMatchObject({
    code: "invalid_input",
    structured: { details: { reason: "ambiguous_reference" } },
  });
  expect((await slack.call("get_users", { users: ["U0NOBODY99"] })).code).toBe("not_found");
});

test("a person of another organization is said to be one", async () => {
  expect((await slack.call("get_users", { users: ["U0NORTH003"] })).structured["users"]).toMatchObject([
    { is_external: true },
  ]);
});
