import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import { createHmac, KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

const NO_APP = { GITHUB_CLIENT_ID: "", GITHUB_CLIENT_SECRET: "", AUTH_FORMS: "" };

type Claims = Record<string, unknown>;

describe("another authorization server", () => {
  let issuer: string;
  let server: Server;
  /** What is wrong with the issuer, while something is. */
  let trouble: "status" | "text" | "gone" | undefined;
  let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
  let strangers: CryptoKey;
  let standIn: GithubStandIn;
  let hub: RunningHub;
  beforeAll(async () => {
    standIn = await startGithub();
    keys = await generateKeyPair("ES256", { extractable: true });
    ({ privateKey: strangers } = await generateKeyPair("ES256", { extractable: true }));
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "ES256", use: "sig" };
    server = createServer((req, res) => {
      if (trouble === "gone") return void res.destroy();
      if (trouble === "status") return void res.writeHead(502).end("Bad Gateway");
      if (trouble === "text") return void res.end("<html>Down for maintenance</html>");
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
    await standIn.close();
    server.close();
  });

  const claims = (more: Claims = {}): JWTPayload => ({
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
  const login = async (token: string) => (await callTool(hub.mcpUrl, token, "get_me")).structured?.["login"];
  const status = async (token: string) => (await callTool(hub.mcpUrl, token, "get_me")).status;

  test("is what our metadata points to, and we are none", async () => {
    const metadata = await (await fetch(`${hub.url}/.well-known/oauth-protected-resource/mcp`)).json();
    expect(metadata).toMatchObject({ resource: hub.mcpUrl, authorization_servers: [issuer] });
    for (const path of ["/authorize", "/token", "/register", "/.well-known/oauth-authorization-server"]) {
      expect((await fetch(`${hub.url}${path}`, { redirect: "manual" })).status).toBe(404);
    }
  });

  test("lets in whom it has signed a token for", async () => {
    expect(await login(await signed(claims()))).toBe("mlind");
    expect(await login(await signed(claims({ aud: ["https://other.example", hub.mcpUrl] }), { typ: "JWT" }))).toBe(
      "mlind",
    );
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
    ["that claims an extension", async () => withHead(await signed(claims()), { crit: ["x"], x: 1 })],
    ["that nobody has signed", () => unsigned({ alg: "none", typ: "at+jwt" }, claims())],
    ["that says none in capitals", () => unsigned({ alg: "NONE", typ: "at+jwt" }, claims())],
    ["signed with the public key as a secret", () => confused(claims())],
    ["with a changed claim", async () => forged(await signed(claims({ scope: "read:user" })), claims())],
    [
      "with a key of its own",
      async () => {
        const jwk = await exportJWK(strangers);
        return signed(claims(), { jwk: { ...jwk, d: undefined } }, strangers);
      },
    ],
  ])("refuses a token %s", async (_name, token) => {
    expect(await status(await token())).toBe(401);
  });

  test.each(["status", "text", "gone"] as const)("that is away (%s) signs nobody out", async (wrong) => {
    const other = await startHub({
      standIn,
      env: { ...NO_APP, AUTH: "external", AUTH_ISSUER: issuer, GITHUB_TOKEN: standIn.tokens.mlind },
    });
    try {
      const token = await signed(claims({ aud: other.mcpUrl }));
      const call = () => callTool(other.mcpUrl, token, "get_me");
      trouble = wrong;
      expect(await call()).toMatchObject({ status: 503, wwwAuthenticate: null, retryAfterMs: 5_000 });
      trouble = undefined;
      expect((await call()).status).toBe(200);
      // Keys that are known need no asking.
      trouble = wrong;
      expect((await call()).status).toBe(200);
    } finally {
      trouble = undefined;
      await other.close();
    }
  });

  test.each(["status", "text", "gone"] as const)("whose keys are away (%s) signs nobody out", async (wrong) => {
    const keysAt = createServer((_req, res) => {
      if (wrong === "gone") return void res.destroy();
      res.writeHead(wrong === "status" ? 502 : 200).end("<html>Down for maintenance</html>");
    });
    await new Promise<void>((resolve) => keysAt.listen(0, "127.0.0.1", resolve));
    const AUTH_JWKS_URI = `http://127.0.0.1:${(keysAt.address() as AddressInfo).port}/keys`;
    const other = await startHub({
      standIn,
      env: { ...NO_APP, AUTH: "external", AUTH_ISSUER: issuer, AUTH_JWKS_URI, GITHUB_TOKEN: standIn.tokens.mlind },
    });
    try {
      const token = await signed(claims({ aud: other.mcpUrl }));
      expect(await callTool(other.mcpUrl, token, "get_me")).toMatchObject({ status: 503, wwwAuthenticate: null });
    } finally {
      await other.close();
      keysAt.close();
    }
  });

  test("names every scope that an operation lacks", async () => {
    const { status: refused, wwwAuthenticate } = await callTool(
      hub.mcpUrl,
      await signed(claims({ scope: undefined, scp: ["read:user"] })),
      "get_repository",
      { owner: "harbor", repo: "storefront" },
    );
    expect([refused, wwwAuthenticate]).toEqual([
      403,
      expect.stringMatching(/error="insufficient_scope", scope="read:user repo"/),
    ]);
  });

  function unsigned(header: object, payload: JWTPayload): string {
    return `${encoded(header)}.${encoded(payload)}.`;
  }

  /** HS256 with the issuer's public key as everybody can read it. */
  function confused(payload: JWTPayload): string {
    const head = `${encoded({ alg: "HS256", kid: "one", typ: "at+jwt" })}.${encoded(payload)}`;
    const pem = KeyObject.from(keys.publicKey).export({ type: "spki", format: "pem" });
    return `${head}.${createHmac("sha256", pem).update(head).digest("base64url")}`;
  }

  function forged(token: string, payload: JWTPayload): string {
    const [head, , signature] = token.split(".");
    return [head, encoded(payload), signature].join(".");
  }

  function withHead(token: string, more: object): string {
    const [, payload, signature] = token.split(".");
    return [encoded({ alg: "ES256", kid: "one", typ: "at+jwt", ...more }), payload, signature].join(".");
  }

  function encoded(value: object): string {
    return Buffer.from(JSON.stringify(value)).toString("base64url");
  }
});
