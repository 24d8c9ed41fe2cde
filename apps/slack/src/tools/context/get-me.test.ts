import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("who I am, where, and what works", async () => {
  const { structured } = await slack.call("get_me");
  expect(structured).toMatchObject({
    user: { id: "U0HARBOR01", name: "Maja Lind", email: "mlind@harbor.example", tz: "Europe/Paris", is_admin: true },
    workspace: { id: "T0HARBOR1", name: "Harbor Labs", url: "https://harbor-labs.slack.com/" },
    tokens: [{ kind: "user" }],
    history_class: "unknown",
    semantic_search: true,
  });
});

test("says which scopes are missing, and still answers", async () => {
  slack.standIn.control.scopes(slack.standIn.tokens.trenn, ["users:read", "channels:history"]);
  const { structured } = await slack.call("get_me", { include: ["scopes"] }, { as: "trenn" });
  expect(structured).toMatchObject({ user: { id: "U0HARBOR02" }, scopes: ["users:read", "channels:history"] });
  const toolsets = structured["toolsets"] as { name: string; usable: boolean; missing_scopes: string[] }[];
  expect(toolsets.find(({ name }) => name === "files")).toEqual({
    name: "files",
    usable: false,
    missing_scopes: ["files:read", "files:write"],
  });
});

test("an app is told that it is one", async () => {
  expect((await slack.call("get_me", {}, { as: "bot" })).structured).toMatchObject({
    tokens: [{ kind: "bot" }],
    user: { id: "U0HARBOR92" },
  });
});

test("a token that has ended asks to sign in again", async () => {
  await slack.call("get_users", { users: ["me"] });
  slack.standIn.control.revoke(slack.standIn.tokens.mlind);
  expect((await slack.call("list_channels")).code).toBe("reauthorize");
});
