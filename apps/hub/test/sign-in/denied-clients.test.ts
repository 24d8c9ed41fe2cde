import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { createOAuthClient, pageOf, signIn } from "@fairlead/testkit/sign-in";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { serveDocument } from "./testing/serve-document.ts";
import { startHub } from "./testing/start-hub.ts";

let standIn: GithubStandIn;
let folder: string;
beforeAll(async () => {
  standIn = await startGithub();
  folder = mkdtempSync(join(tmpdir(), "fairlead-denied-"));
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await standIn.close();
});

test("the operator can turn clients away, and say where answers may go", async () => {
  const strict = await startHub({
    standIn,
    env: { AUTH_DENIED_CLIENTS: "banned.example", AUTH_ALLOWED_REDIRECTS: "example.com,localhost,cursor:" },
  });
  try {
    for (const address of ["https://banned.example", "HTTPS://banned.example", "https://banned.example."]) {
      const banned = await serveDocument(`${address}/client.json`, {});
      const client = await createOAuthClient(strict.url, strict.mcpUrl, { clientId: banned.url });
      expect(pageOf(await strict.browser().visit(client.authorization().url)).status).toBe(400);
      expect(banned.fetched()).toBe(0);
      banned.restore();
    }
    for (const [redirectUri, status] of [
      ["https://example.com/callback", 201],
      ["https://app.example.com/callback", 201],
      ["http://127.0.0.1:9/callback", 201],
      ["cursor://anysphere.cursor-mcp/oauth/callback", 201],
      ["https://example.com.evil.example/callback", 400],
      ["https://evil.example/?example.com", 400],
      ["https://notexample.com/callback", 400],
      ["zed://callback", 400],
    ] as const) {
      const response = await fetch(`${strict.url}/register`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ redirect_uris: [redirectUri], token_endpoint_auth_method: "none" }),
      });
      expect([redirectUri, response.status]).toEqual([redirectUri, status]);
    }
  } finally {
    await strict.close();
  }
});

test("a client that was let in before it was turned away is let in no more", async () => {
  const secret = { FAIRLEAD_SECRET: "one secret for both of these servers", FAIRLEAD_DATA: join(folder, "denied") };
  const before = await startHub({ standIn, env: { ...secret, PORT: "0" } });
  const port = new URL(before.url).port;
  const client = await createOAuthClient(before.url, before.mcpUrl);
  const asked = client.authorization();
  const tokens = await client.redeem(asked, await signIn(before.browser(), asked, "mlind"));
  await before.close();
  const after = await startHub({
    standIn,
    env: { ...secret, PORT: port, AUTH_DENIED_CLIENTS: client.clientId },
  });
  try {
    const { status, text } = await callTool(after.mcpUrl, tokens.access_token, "get_me");
    expect([status, text]).toEqual([401, expect.stringContaining("turned this client away")]);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(401);
  } finally {
    await after.close();
  }
});
