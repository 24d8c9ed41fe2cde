import { ConfigError } from "@fairlead/core";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHmac, createPublicKey, KeyObject } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startHub, type HubOptions, type RunningHub } from "./testing/start-hub.ts";

let standIn: GithubStandIn;
beforeAll(async () => {
  standIn = await startGithub();
});
afterAll(() => standIn.close());

const NO_APP = { GITHUB_CLIENT_ID: "", GITHUB_CLIENT_SECRET: "", AUTH_FORMS: "" };

async function withHub<T>(options: HubOptions, work: (hub: RunningHub) => Promise<T>): Promise<T> {
  const hub = await startHub({ standIn, ...options });
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}

const login = async (hub: RunningHub, token?: string) => (await callTool(hub.mcpUrl, token, "get_me")).structured?.["login"];

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

  test("AUTH says otherwise: it is obeyed", async () => {
    await withHub({ env: { AUTH: "none", GITHUB_TOKEN: standIn.tokens.trenn } }, async (hub) => {
      expect(await login(hub)).toBe("trenn");
    });
  });
});

describe("a start that would not be safe, or of no use, is refused with what to do", () => {
  test.each([
    ["nothing at all", NO_APP, "GITHUB_TOKEN"],
    ["sign-in without a way to", { ...NO_APP, AUTH: "oauth" }, "GITHUB_CLIENT_ID"],
    ["half an app", { GITHUB_CLIENT_SECRET: "" }, "GITHUB_CLIENT_SECRET"],
    ["sign-in on every address without a public URL", { HOST: "0.0.0.0" }, "PUBLIC_URL"],
    ["sign-in over plain http", { PUBLIC_URL: "http://mcp.example.com" }, "https"],
    ["another server without its name", { AUTH: "external", GITHUB_TOKEN: "ghp_x" }, "AUTH_ISSUER"],
    ["another server without a credential", { AUTH: "external", AUTH_ISSUER: "https://as.example" }, "GITHUB_TOKEN"],
    ["vendor tokens where people sign in", { AUTH_UPSTREAM_TOKEN: "on" }, "AUTH_UPSTREAM_TOKEN"],
    ["vault keys that are none", { FAIRLEAD_VAULT_KEYS: "nonsense" }, "FAIRLEAD_VAULT_KEYS"],
    ["a data folder that cannot be one", { FAIRLEAD_DATA: "/dev/null/x" }, "FAIRLEAD_DATA"],
  ])("%s", async (_name, env, hint) => {
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
    await withHub({ env: { ...NO_APP, AUTH: "none", AUTH_UPSTREAM_TOKEN: "on" } }, async (hub) => {
      const calls = [standIn.tokens.mlind, standIn.tokens.trenn, standIn.tokens.mlind].map((token) => call(hub, token));
      expect(await Promise.all(calls)).toEqual([[200, "mlind"], [200, "trenn"], [200, "mlind"]]);
      expect(await call(hub)).toEqual([401, undefined]);
      expect(await call(hub, "x y")).toEqual([401, undefined]);
      expect(hub.log.join("")).not.toContain(standIn.tokens.trenn);
    });
  });
});

describe("service accounts", () => {
  const secret = "a secret of thirty-two characters or more";
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "fairlead-services-"));
    const clients = [
      { clientId: "nightly", clientName: "Nightly report", clientSecret: secret, service: true },
      { clientId: "console", clientName: "Console", clientSecret: secret, redirectUris: ["https://console.example/callback"] },
    ];
    writeFileSync(join(folder, "fairlead.json"), JSON.stringify({ signIn: { clients } }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const grant = (hub: RunningHub, id: string, password: string, more: Record<string, string> = {}) =>
    fetch(`${hub.url}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${id}:${encodeURIComponent(password)}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials", resource: hub.mcpUrl, scope: "read:user", ...more }),
    });
  const env = () => ({ FAIRLEAD_CONFIG: join(folder, "fairlead.json"), GITHUB_TOKEN: standIn.tokens.ci });

  test("work with the operator's credential, under a token of their own", async () => {
    await withHub({ env: env() }, async (hub) => {
      const response = await grant(hub, "nightly", secret);
      const { access_token, refresh_token, scope } = (await response.json()) as Record<string, string>;
      expect([response.status, refresh_token, scope]).toEqual([200, undefined, "read:user"]);
      const called = await callTool(hub.mcpUrl, access_token, "get_repository", { owner: "harbor", repo: "storefront" });
      expect(called.status).toBe(403);
      expect(called.wwwAuthenticate).toContain('error="insufficient_scope"');
      const wider = (await (await grant(hub, "nightly", secret, { scope: "repo read:user" })).json()) as Record<string, string>;
      const allowed = await callTool(hub.mcpUrl, wider["access_token"], "get_repository", { owner: "harbor", repo: "storefront" });
      expect(allowed.structured).toMatchObject({ full_name: "harbor/storefront" });
      expect((await callTool(`${hub.mcpUrl}/readonly`, wider["access_token"], "get_me")).status).toBe(401);
    });
  });

  test("are those that the operator has named, and nobody else", async () => {
    await withHub({ env: env() }, async (hub) => {
      expect((await grant(hub, "nightly", "wrong")).status).toBe(401);
      expect((await grant(hub, "console", secret)).status).toBe(400);
      const registered = await fetch(`${hub.url}/register`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ grant_types: ["client_credentials"], redirect_uris: ["https://evil.example/"], response_types: [] }),
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

describe("another authorization server", () => {
  let issuer: string;
  let server: Server;
  let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
  let strangers: CryptoKey;
  let hub: RunningHub;
  beforeAll(async () => {
    keys = await generateKeyPair("ES256", { extractable: true });
    ({ privateKey: strangers } = await generateKeyPair("ES256"));
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "ES256", use: "sig" };
    server = createServer((req, res) => {
      res.setHeader("content-type", "application/json");
      if (req.url === "/.well-known/oauth-authorization-server/tenant") {
        return void res.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }));
      }
      if (req.url === "/tenant/keys") return void res.end(JSON.stringify({ keys: [jwk] }));
      res.writeHead(404).end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant`;
    hub = await startHub({
      standIn,
      env: { ...NO_APP, AUTH: "external", AUTH_ISSUER: issuer, GITHUB_TOKEN: standIn.tokens.mlind },
    });
  });
  afterAll(async () => {
    await hub.close();
    server.close();
  });

  const claims = (more: JWTPayload = {}): JWTPayload => ({
    iss: issuer,
    sub: "somebody",
    aud: hub.mcpUrl,
    client_id: "their-client",
    scope: "repo read:user",
    iat: Math.floor(Date.now() / 1000),
    exp: Math.floor(Date.now() / 1000) + 60,
    ...more,
  });
  const signed = (payload: JWTPayload, header: object = {}, key: CryptoKey = keys.privateKey) =>
    new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid: "one", typ: "at+jwt", ...header }).sign(key);
  const status = async (token: string) => (await callTool(hub.mcpUrl, token, "get_me")).status;

  test("is what our metadata points to, and we are none", async () => {
    const metadata = await (await fetch(`${hub.url}/.well-known/oauth-protected-resource/mcp`)).json();
    expect(metadata).toMatchObject({ resource: hub.mcpUrl, authorization_servers: [issuer] });
    for (const path of ["/authorize", "/token", "/register", "/.well-known/oauth-authorization-server"]) {
      expect((await fetch(`${hub.url}${path}`, { redirect: "manual" })).status).toBe(404);
    }
  });

  test("lets in whom it has signed a token for", async () => {
    expect(await login(hub, await signed(claims()))).toBe("mlind");
    expect(await login(hub, await signed(claims({ aud: ["https://other.example", hub.mcpUrl] }), { typ: "JWT" }))).toBe("mlind");
  });

  test.each<[string, () => Promise<string> | string]>([
    ["of another audience", () => signed(claims({ aud: `${hub.mcpUrl}/readonly` }))],
    ["without an audience", () => signed(claims({ aud: undefined }))],
    ["of another issuer", () => signed(claims({ iss: "https://evil.example" }))],
    ["that has expired", () => signed(claims({ exp: Math.floor(Date.now() / 1000) - 60 }))],
    ["that never expires", () => signed(claims({ exp: undefined }))],
    ["that is not good yet", () => signed(claims({ nbf: Math.floor(Date.now() / 1000) + 600 }))],
    ["without a subject", () => signed(claims({ sub: undefined }))],
    ["that somebody else has signed", () => signed(claims(), {}, strangers)],
    ["of a key that nobody knows", () => signed(claims(), { kid: "two" }, strangers)],
    ["that is an id token by its type", () => signed(claims(), { typ: "id_token+jwt" })],
    ["with a critical extension", () => signed(claims(), { crit: ["x"], x: 1 })],
    ["that nobody has signed", () => unsigned({ alg: "none", typ: "at+jwt" }, claims())],
    ["that says none in capitals", () => unsigned({ alg: "NONE", typ: "at+jwt" }, claims())],
    ["signed with the public key as a secret", () => confused(claims())],
    ["with a changed claim", async () => forged(await signed(claims({ scope: "read:user" })), claims())],
    ["with a key of its own", async () => {
      const jwk = await exportJWK(strangers);
      return signed(claims(), { jwk: { ...jwk, d: undefined } }, strangers);
    }],
  ])("refuses a token %s", async (_name, token) => {
    expect(await status(await token())).toBe(401);
  });

  test("names every scope that an operation lacks", async () => {
    const { status: refused, wwwAuthenticate } = await callTool(
      hub.mcpUrl,
      await signed(claims({ scope: undefined, scp: ["read:user"] })),
      "get_repository",
      { owner: "harbor", repo: "storefront" },
    );
    expect([refused, wwwAuthenticate]).toEqual([403, expect.stringMatching(/error="insufficient_scope", scope="read:user repo"/)]);
  });

  function unsigned(header: object, payload: JWTPayload): string {
    return `${encoded(header)}.${encoded(payload)}.`;
  }

  /** HS256 with the issuer's public key as everybody can read it. */
  function confused(payload: JWTPayload): string {
    const head = `${encoded({ alg: "HS256", kid: "one", typ: "at+jwt" })}.${encoded(payload)}`;
    const pem = createPublicKey(KeyObject.from(keys.publicKey)).export({ type: "spki", format: "pem" });
    return `${head}.${createHmac("sha256", pem).update(head).digest("base64url")}`;
  }

  function forged(token: string, payload: JWTPayload): string {
    const [head, , signature] = token.split(".");
    return [head, encoded(payload), signature].join(".");
  }

  function encoded(value: object): string {
    return Buffer.from(JSON.stringify(value)).toString("base64url");
  }
});
