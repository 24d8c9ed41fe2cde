import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { connectClient, startConnector, type RunningConnector } from "@fairlead/testkit";
import { createBrowser, createOAuthClient, randomAddress, signIn } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, expect, test } from "vitest";
import { github } from "../../src/connector.ts";

const SECRET = "what GitHub and this server know";
let standIn: GithubStandIn;
let running: RunningConnector;
beforeAll(async () => {
  standIn = await startGithub();
  const { clientId, clientSecret } = standIn.apps.app;
  running = await startConnector(github, {
    GITHUB_HOST: standIn.url,
    GITHUB_CLIENT_ID: clientId,
    GITHUB_CLIENT_SECRET: clientSecret,
    GITHUB_WEBHOOK_SECRET: SECRET,
    FAIRLEAD_DATA: ":memory:",
    LOG_LEVEL: "error",
  });
  standIn.control.webhook({ url: `${running.baseUrl}/webhooks/github`, secret: SECRET });
});
afterAll(async () => {
  await running.close();
  await standIn.close();
});

/** The status of a call with that bearer: 401 asks the client to sign in again. */
async function statusOf(bearer: string): Promise<number> {
  const response = await fetch(running.mcpUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${bearer}`,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 0,
      method: "initialize",
      params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bare", version: "1" } },
    }),
  });
  await response.text();
  return response.status;
}

test("14. push: who takes the app's authorization back is asked to sign in again; a forged or a late word ends nothing", async () => {
  const oauth = await createOAuthClient(running.baseUrl, running.mcpUrl);
  const browser = createBrowser([new URL(running.baseUrl).host, new URL(standIn.url).host], randomAddress());
  const asked = oauth.authorization();
  const { access_token: bearer } = await oauth.redeem(asked, await signIn(browser, asked, "mlind"));
  const client = await connectClient(running.mcpUrl, "2026-07-28", { headers: { authorization: `Bearer ${bearer}` } });
  expect((await client.call("get_me")).structured).toMatchObject({ login: "mlind" });
  await client.close();

  const revoked = { event: "github_app_authorization", action: "revoked", sender: "mlind" };
  const asks = () => standIn.control.requests().filter(({ path }) => path === "/user").length;
  expect((await standIn.control.emit({ ...revoked, signature: "wrong" })).status).toBe(401);
  const before = asks();
  expect((await standIn.control.emit(revoked)).status).toBe(202);
  // GitHub is asked, and still takes the token: the word was late.
  await expect.poll(asks).toBe(before + 1);
  expect(await statusOf(bearer)).toBe(200);

  for (const [secret, { login }] of standIn.world.tokens)
    if (secret.startsWith("ghu_") && login === "mlind") standIn.world.tokens.delete(secret);
  expect((await standIn.control.emit(revoked)).status).toBe(202);
  await expect.poll(() => statusOf(bearer)).toBe(401);
});
