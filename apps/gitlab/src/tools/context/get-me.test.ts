import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();

// First, as answers are kept for a while.
test("the instance is asked once an hour, and an old one has no metadata", async () => {
  gitlab.standIn.control.fault({ path: "/metadata", times: 9, effect: { status: 404 } });
  for (const as of ["mlind", "trenn"] as const) {
    const { structured } = await gitlab.call("get_me", { include: ["instance"] }, { as });
    expect(structured["instance"]).toEqual({ version: "18.6.1", enterprise: false });
  }
  const asked = gitlab.standIn.control.requests().filter(({ path }) => path === "/metadata" || path === "/version");
  expect(asked.map(({ path }) => path)).toEqual(["/metadata", "/version"]);
});

test("who is signed in and with what", async () => {
  const { structured } = await gitlab.call("get_me", {});
  expect(structured).toEqual({
    username: "mlind",
    id: 101,
    name: "Maja Lind",
    host: new URL(gitlab.standIn.url).host,
    token_kind: "personal_access_token",
  });
});

test("tokens of projects and groups act as bots; one that ends says when", async () => {
  expect((await gitlab.call("get_me", {}, { as: "project" })).structured).toMatchObject({
    token_kind: "project_access_token",
    bot: true,
  });
  expect((await gitlab.call("get_me", {}, { as: "group" })).structured).toMatchObject({
    token_kind: "group_access_token",
    bot: true,
  });
  expect((await gitlab.call("get_me", { include: ["scopes"] }, { as: "reader" })).structured).toMatchObject({
    expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    scopes: ["read_api"],
  });
});

test("a service account is a bot with a personal token", async () => {
  const bot = gitlab.standIn.world.users.get("project_1_bot_6f1c");
  if (bot) bot.username = "service_account_group_11_9c2f";
  expect((await gitlab.call("get_me", {}, { as: "project" })).structured).toMatchObject({
    token_kind: "personal_access_token",
    bot: true,
  });
});

test("instance, groups, quota and what is allowed on request", async () => {
  gitlab.standIn.control.version("17.11.4", false);
  const { structured } = await gitlab.call("get_me", { include: ["instance", "groups", "rate_limit", "policy"] });
  expect(structured).toMatchObject({
    instance: { version: "17.11.4", enterprise: false },
    groups: ["harbor", "harbor/platform"],
    rate: { left: expect.any(Number), limit: 2000, resets_at: expect.stringMatching(/Z$/) },
    policy: { access: "full", toolsets: expect.arrayContaining(["ci"]) },
  });
});
