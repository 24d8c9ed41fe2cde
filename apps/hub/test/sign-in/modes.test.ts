import { ConfigError } from "@fairlead/core";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startHub, type HubOptions, type RunningHub } from "./testing/start-hub.ts";

let standIn: GithubStandIn;
beforeAll(async () => {
  standIn = await startGithub();
});
afterAll(() => standIn.close());

const NO_APP = { GITHUB_CLIENT_ID: "", GITHUB_CLIENT_SECRET: "", AUTH_FORMS: "" };

const UPSTREAM = { AUTH: "none", AUTH_UPSTREAM_TOKEN: "on" };

async function withHub<T>(options: HubOptions, work: (hub: RunningHub) => Promise<T>): Promise<T> {
  const hub = await startHub({ standIn, ...options });
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}

const login = async (hub: RunningHub, token?: string) =>
  (await callTool(hub.mcpUrl, token, "get_me")).structured?.["login"];

describe("which mode it is follows from what is set up", () => {
  test("a credential and nothing else: open, on loopback", async () => {
    await withHub({ env: { ...NO_APP, GITHUB_TOKEN: standIn.tokens.mlind } }, async (hub) => {
      expect(await login(hub)).toBe("mlind");
      expect((await fetch(`${hub.url}/.well-known/oauth-authorization-server`)).status).toBe(404);
    });
  });

  test("an app: people sign in, whatever else there is", async () => {
    await withHub({ env: { GITHUB_TOKEN: standIn.tokens.mlind } }, async (hub) => {
      expect((await callTool(hub.mcpUrl, undefined, "get_me")).status).toBe(401);
    });
  });

  test("the form for tokens: people sign in", async () => {
    await withHub({ env: { ...NO_APP, AUTH_FORMS: "token" } }, async (hub) => {
      expect((await callTool(hub.mcpUrl, undefined, "get_me")).status).toBe(401);
    });
  });

  test("a client that acts for itself: it must show its secret", async () => {
    const clients = [{ clientId: "nightly", clientName: "Nightly", clientSecret: "s".repeat(32), service: true }];
    const env = { ...NO_APP, GITHUB_TOKEN: standIn.tokens.mlind, AUTH_CLIENTS: JSON.stringify(clients) };
    await withHub({ env }, async (hub) => {
      expect((await callTool(hub.mcpUrl, undefined, "get_me")).status).toBe(401);
    });
  });

  test("AUTH says otherwise: it is obeyed", async () => {
    await withHub({ env: { AUTH: "none", GITHUB_TOKEN: standIn.tokens.trenn } }, async (hub) => {
      expect(await login(hub)).toBe("trenn");
    });
  });
});

const clients = (...each: object[]) => ({ AUTH_CLIENTS: JSON.stringify(each) });

describe("a start that would not be safe, or of no use, is refused with what to do", () => {
  test.each([
    ["nothing at all", NO_APP, "GITHUB_TOKEN"],
    ["sign-in without a way to", { ...NO_APP, AUTH: "oauth" }, "GITHUB_CLIENT_ID"],
    ["half an app", { GITHUB_CLIENT_SECRET: "" }, "GITHUB_CLIENT_SECRET"],
    ["sign-in on every address without a public URL", { HOST: "0.0.0.0" }, "PUBLIC_URL"],
    ["sign-in over plain http", { PUBLIC_URL: "http://mcp.example.com" }, "https"],
    ["another server without its name", { AUTH: "external", GITHUB_TOKEN: "ghp_x" }, "AUTH_ISSUER"],
    ["another server without a credential", { AUTH: "external", AUTH_ISSUER: "https://as.example" }, "GITHUB_TOKEN"],
    [
      "another server over plain http",
      { AUTH: "external", AUTH_ISSUER: "http://as.example", GITHUB_TOKEN: "ghp_x" },
      /AUTH_ISSUER[^]*an https URL/,
    ],
    [
      "another server's keys over plain http",
      {
        AUTH: "external",
        AUTH_ISSUER: "https://as.example",
        AUTH_JWKS_URI: "http://as.example/keys",
        GITHUB_TOKEN: "x",
      },
      "AUTH_JWKS_URI",
    ],
    [
      "a service that needs to show nothing",
      { GITHUB_TOKEN: "ghp_x", ...clients({ clientId: "nightly", clientName: "Nightly", service: true }) },
      /AUTH_CLIENTS[^]*the client nightly[^]*clientSecret/,
    ],
    ["a client without an address", clients({ clientId: "a", clientName: "A" }), /AUTH_CLIENTS[^]*redirectUris/],
    [
      "a client whose address is none",
      clients({ clientId: "a", clientName: "A", redirectUris: ["not a url"] }),
      /AUTH_CLIENTS[^]*"not a url" must only contain valid URIs/,
    ],
    [
      "a client whose answers cross the network in clear",
      clients({ clientId: "a", clientName: "A", redirectUris: ["http://app.example/callback"] }),
      /AUTH_CLIENTS[^]*must use https/,
    ],
    [
      "a client whose address the operator does not allow",
      {
        AUTH_ALLOWED_REDIRECTS: "other.example",
        ...clients({ clientId: "a", clientName: "A", redirectUris: ["https://app.example/callback"] }),
      },
      /AUTH_CLIENTS[^]*that the operator allows/,
    ],
    [
      "two clients of one id",
      clients(
        { clientId: "a", clientName: "A", redirectUris: ["https://a.example/callback"] },
        { clientId: "a", clientName: "B", redirectUris: ["https://b.example/callback"] },
      ),
      /AUTH_CLIENTS[^]*an id of its own/,
    ],
    ["vendor tokens where people sign in", { AUTH_UPSTREAM_TOKEN: "on" }, "AUTH_UPSTREAM_TOKEN"],
    [
      "vendor tokens beside another server",
      { AUTH: "external", AUTH_ISSUER: "https://as.example", GITHUB_TOKEN: "ghp_x", AUTH_UPSTREAM_TOKEN: "on" },
      "AUTH_UPSTREAM_TOKEN",
    ],
    ["vendor tokens on every address", { ...NO_APP, ...UPSTREAM, HOST: "0.0.0.0" }, "HOST"],
    ["vendor tokens behind a public URL", { ...NO_APP, ...UPSTREAM, PUBLIC_URL: "https://x.example" }, "PUBLIC_URL"],
    ["vault keys that are none", { FAIRLEAD_VAULT_KEYS: "nonsense" }, "FAIRLEAD_VAULT_KEYS"],
    ["a data folder that cannot be one", { FAIRLEAD_DATA: "/dev/null/x" }, "FAIRLEAD_DATA"],
  ] as [string, Record<string, string>, string | RegExp][])("%s", async (_name, env, hint) => {
    const started = startHub({ standIn, env });
    await expect(started).rejects.toThrow(ConfigError);
    await expect(started).rejects.toThrow(hint);
    await expect(started).rejects.not.toThrow(/nonsense/);
  });
});

describe("X-Upstream-Token", () => {
  const call = async (hub: RunningHub, token?: string) => {
    const response = await fetch(hub.mcpUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": "tools/call",
        "mcp-name": "get_me",
        ...(token !== undefined && { "x-upstream-token": token }),
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "tools/call",
        params: {
          name: "get_me",
          arguments: {},
          _meta: {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": { name: "x", version: "1" },
            "io.modelcontextprotocol/clientCapabilities": {},
          },
        },
      }),
    });
    const { result } = (await response.json()) as { result?: { structuredContent?: { login?: string } } };
    return [response.status, result?.structuredContent?.login];
  };

  test("is off unless it is switched on", async () => {
    await withHub({ env: { ...NO_APP, GITHUB_TOKEN: standIn.tokens.mlind } }, async (hub) => {
      expect(await call(hub, standIn.tokens.trenn)).toEqual([200, "mlind"]);
    });
  });

  test("makes each request its token's", async () => {
    await withHub({ env: { ...NO_APP, ...UPSTREAM } }, async (hub) => {
      const calls = [standIn.tokens.mlind, standIn.tokens.trenn, standIn.tokens.mlind].map((token) => call(hub, token));
      expect(await Promise.all(calls)).toEqual([
        [200, "mlind"],
        [200, "trenn"],
        [200, "mlind"],
      ]);
      expect(await call(hub)).toEqual([401, undefined]);
      expect(await call(hub, "x y")).toEqual([401, undefined]);
      expect(hub.log.join("")).not.toContain(standIn.tokens.trenn);
    });
  });
});
