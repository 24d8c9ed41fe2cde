import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let standIn: GithubStandIn;
beforeAll(async () => {
  standIn = await startGithub();
});
afterAll(() => standIn.close());

async function withHub(env: Record<string, string>, work: (hub: RunningHub) => Promise<void>): Promise<void> {
  const hub = await startHub({ standIn, env });
  try {
    await work(hub);
  } finally {
    await hub.close();
  }
}

describe("service accounts", () => {
  const secret = "a secret of thirty-two characters or more";
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "fairlead-services-"));
    const clients = [
      { clientId: "nightly", clientName: "Nightly report", clientSecret: secret, service: true },
      {
        clientId: "console",
        clientName: "Console",
        clientSecret: secret,
        redirectUris: ["https://console.example/callback"],
      },
    ];
    writeFileSync(join(folder, "fairlead.json"), JSON.stringify({ signIn: { clients } }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const grant = (hub: RunningHub, id: string, password: string, more: Record<string, string> = {}) =>
    fetch(`${hub.url}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${id}:${encodeURIComponent(password)}`).toString("base64")}` },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        resource: hub.mcpUrl,
        scope: "read:user",
        ...more,
      }),
    });
  const env = () => ({ FAIRLEAD_CONFIG: join(folder, "fairlead.json"), GITHUB_TOKEN: standIn.tokens.ci });

  test("work with the operator's credential, under a token of their own", async () => {
    await withHub(env(), async (hub) => {
      const response = await grant(hub, "nightly", secret);
      const { access_token, refresh_token, scope } = (await response.json()) as Record<string, string>;
      expect([response.status, refresh_token, scope]).toEqual([200, undefined, "read:user"]);
      const called = await callTool(hub.mcpUrl, access_token, "get_repository", {
        owner: "harbor",
        repo: "storefront",
      });
      expect(called.status).toBe(403);
      expect(called.wwwAuthenticate).toContain('error="insufficient_scope"');
      const wider = (await (await grant(hub, "nightly", secret, { scope: "repo read:user" })).json()) as Record<
        string,
        string
      >;
      const allowed = await callTool(hub.mcpUrl, wider["access_token"], "get_repository", {
        owner: "harbor",
        repo: "storefront",
      });
      expect(allowed.structured).toMatchObject({ full_name: "harbor/storefront" });
      expect((await callTool(`${hub.mcpUrl}/readonly`, wider["access_token"], "get_me")).status).toBe(401);
    });
  });

  test("are those that the operator has named, and nobody else", async () => {
    await withHub(env(), async (hub) => {
      expect((await grant(hub, "nightly", "wrong")).status).toBe(401);
      expect((await grant(hub, "console", secret)).status).toBe(400);
      const registered = await fetch(`${hub.url}/register`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          grant_types: ["client_credentials"],
          redirect_uris: ["https://evil.example/"],
          response_types: [],
        }),
      });
      const { client_id, client_secret, grant_types } = (await registered.json()) as Record<string, string>;
      expect(grant_types).toEqual(["authorization_code"]);
      expect((await grant(hub, client_id ?? "", client_secret ?? "")).status).toBe(400);
    });
  });

  test("have a credential to work with, or there is no start", async () => {
    await expect(startHub({ standIn, env: { ...env(), GITHUB_TOKEN: "" } })).rejects.toThrow(/GITHUB_TOKEN/);
  });
});
