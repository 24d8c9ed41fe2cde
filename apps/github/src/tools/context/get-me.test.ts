import { connectClient, startConnector } from "@fairlead/testkit";
import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";
import { github as connector } from "../../connector.ts";

const github = useGithub();

test("names who is signed in", async () => {
  const { structured } = await github.call("get_me", {});
  expect(structured).toMatchObject({ login: "mlind", name: "Maja Lind" });
});

test("each facet is asked for by name", async () => {
  const { structured } = await github.call(
    "get_me",
    { include: ["scopes", "rate_limit", "orgs", "teams"] },
    { as: "trenn" },
  );
  expect(structured).toMatchObject({
    login: "trenn",
    scopes: ["repo", "read:org", "read:user"],
    orgs: ["harbor"],
    teams: ["harbor/shop", "harbor/writers"],
  });
  expect(structured["rate"]).toContainEqual(expect.objectContaining({ quota: "core", limit: 5000 }));
});

test("a server without limits has no quotas", async () => {
  const message = "Rate limiting is not enabled.";
  github.standIn.control.fault({ path: "/rate_limit", effect: { status: 404, body: { message } } });
  const { structured } = await github.call("get_me", { include: ["rate_limit"] });
  expect(structured).toMatchObject({ login: "mlind", rate: [] });
});

test("a fine-grained token names no scopes", async () => {
  const { structured } = await github.call("get_me", { include: ["scopes"] }, { as: "fine" });
  expect(structured).not.toHaveProperty("scopes");
});

test("what is allowed here is told with who can change it", async () => {
  const running = await startConnector(connector, {
    ...github.standIn.env(),
    GITHUB_TOKEN: github.standIn.tokens.mlind,
    GITHUB_REPOSITORIES: "harbor/*",
    FAIRLEAD_EXCLUDE_TOOLS: "delete_repository",
  });
  const client = await connectClient(`${running.mcpUrl}/x/context,repos/readonly`, "2026-07-28");
  const { structured, text } = await client.call("get_me", { include: ["policy"] });
  await client.close();
  await running.close();
  expect(structured["policy"]).toEqual({
    access: "read",
    toolsets: ["context", "repos"],
    excluded_tools: ["delete_repository"],
    allow_lists: [{ access: "read", only: ["harbor/*"], rule: "GITHUB_REPOSITORIES", set_by: "operator" }],
  });
  expect(text).toContain("harbor/*");
});
