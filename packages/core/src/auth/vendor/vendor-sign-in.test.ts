import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { ToolError, type Identity, type OAuthApp } from "../../connector/index.ts";
import { startTokenEndpoint, type TokenRequest } from "../testing/token-endpoint.ts";
import { githubApp, gitlabApp, slackApp } from "../testing/vendor-dialects.ts";
import { createVendorAccess } from "./create-vendor-access.ts";
import type { VendorAccess } from "./vendor-access.ts";

const NOW_MS = Date.UTC(2026, 10, 22);
const redirectUri = "https://mcp.example.com/github/callback";

interface Answers {
  answer?: (request: TokenRequest, response: ServerResponse) => object | void;
  identify?: () => Promise<Identity>;
}

async function startVendor(dialect: (url: string) => OAuthApp, { answer = () => ({}), identify }: Answers = {}) {
  const endpoint = await startTokenEndpoint(answer);
  const access = createVendorAccess({
    connector: "vendor",
    title: "Vendor",
    signIn: { oauth: dialect(endpoint.url), kindOf: (token) => token.slice(0, 3) },
    identify:
      identify ?? (async ({ kind, token }) => ({ subject: `vendor:v:${token}`, login: "ann", host: "v", kind })),
    explain: (error) => (error instanceof ToolError ? error : undefined),
    now: () => NOW_MS,
  });
  return { endpoint, access, [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose]() };
}

function begin(access: VendorAccess, scopes = ["repo", "read:org"]) {
  const begun = access.signIn?.begin({ redirectUri, scopes, state: "the-state" });
  if (begun === undefined) throw new Error("no sign-in");
  return begun;
}

function finish(access: VendorAccess, query: { code?: string; error?: string }, verifier?: string) {
  const finished = access.signIn?.finish({ query, verifier, redirectUri });
  if (finished === undefined) throw new Error("no sign-in");
  return finished;
}

describe("the way to the vendor", () => {
  test("carries state, scopes and an S256 challenge whose verifier stays here", async () => {
    await using vendor = await startVendor(githubApp);
    const { url, verifier } = await begin(vendor.access);
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin + pathname).toBe(`${vendor.endpoint.url}/login/oauth/authorize`);
    expect(verifier).toMatch(/^[\w-]{43}$/);
    expect(Object.fromEntries(searchParams)).toEqual({
      prompt: "select_account",
      response_type: "code",
      redirect_uri: redirectUri,
      client_id: "an-id",
      state: "the-state",
      scope: "repo read:org",
      code_challenge: createHash("sha256")
        .update(verifier ?? "")
        .digest("base64url"),
      code_challenge_method: "S256",
    });
  });

  test("takes a new verifier each time", async () => {
    await using vendor = await startVendor(githubApp);
    const verifiers = await Promise.all(Array.from({ length: 20 }, async () => (await begin(vendor.access)).verifier));
    expect(new Set(verifiers).size).toBe(20);
  });

  test("asks in the vendor's own parameter, with its separator, and without PKCE where there is none", async () => {
    await using vendor = await startVendor(slackApp);
    const { url, verifier } = await begin(vendor.access);
    const { searchParams } = new URL(url);
    expect([searchParams.get("user_scope"), searchParams.has("scope"), verifier]).toEqual([
      "repo,read:org",
      false,
      undefined,
    ]);
    expect([searchParams.has("code_challenge"), searchParams.get("state")]).toEqual([false, "the-state"]);
  });

  test("asks for no scopes where they belong to the app, and keeps the parameters of its URL", async () => {
    await using vendor = await startVendor((url) => ({ ...gitlabApp(url), scopeParameter: "none" }));
    const { searchParams } = new URL((await begin(vendor.access)).url);
    expect([searchParams.has("scope"), searchParams.get("root_namespace_id")]).toEqual([false, "7"]);
  });
});

/** [what, dialect, what the token endpoint answers, what comes of it] */
const ANSWERS: [string, (url: string) => OAuthApp, object, object][] = [
  [
    "GitHub App",
    githubApp,
    { access_token: "ghu_1", expires_in: 28_800, refresh_token: "ghr_1", refresh_token_expires_in: 15_897_600 },
    {
      access: "ghu_1",
      refresh: "ghr_1",
      expiresAtMs: NOW_MS + 28_800_000,
      refreshExpiresAtMs: NOW_MS + 15_897_600_000,
      redirectUri,
    },
  ],
  [
    "GitHub OAuth App: scopes with commas",
    githubApp,
    { access_token: "gho_1", scope: "repo,read:org", token_type: "bearer" },
    { access: "gho_1", scopes: ["repo", "read:org"], redirectUri },
  ],
  [
    "Slack, user token only: nothing at the top level",
    slackApp,
    { ok: true, authed_user: { id: "U1", access_token: "xoxp-1", scope: "chat:write,users:read", token_type: "user" } },
    { access: "xoxp-1", scopes: ["chat:write", "users:read"], redirectUri },
  ],
  [
    "Slack, bot token",
    slackApp,
    { ok: true, access_token: "xoxb-1", token_type: "bot", scope: "chat:write", authed_user: { id: "U1" } },
    { access: "xoxb-1", scopes: ["chat:write"], redirectUri },
  ],
  [
    "GitLab: scopes with spaces, a lifetime as text",
    gitlabApp,
    { access_token: "glat_1", expires_in: "7200", scope: "api read_user" },
    { access: "glat_1", expiresAtMs: NOW_MS + 7_200_000, scopes: ["api", "read_user"], redirectUri },
  ],
];

describe("an answer of the token endpoint", () => {
  test.each(ANSWERS)("%s", async (_name, dialect, answer, secret) => {
    await using vendor = await startVendor(dialect, { answer: () => answer });
    const grant = await finish(vendor.access, { code: "a-code" }, "the-verifier");
    expect(grant.secret).toEqual(secret);
    expect(grant).toMatchObject({ kind: "oauth", identity: { kind: grant.secret.access.slice(0, 3), login: "ann" } });
  });

  const refusals: [string, (url: string) => OAuthApp, object, string, string][] = [
    ["GitHub, with status 200", githubApp, { error: "bad_verification_code" }, "refused", "bad_verification_code"],
    [
      "GitHub, wrong secret",
      githubApp,
      { error: "incorrect_client_credentials" },
      "misconfigured",
      "incorrect_client_credentials",
    ],
    ["Slack, with status 200", slackApp, { ok: false, error: "invalid_code" }, "refused", "invalid_code"],
    ["Slack, busy", slackApp, { ok: false, error: "ratelimited" }, "unreachable", "ratelimited"],
    ["Slack, wrong address", slackApp, { ok: false, error: "bad_redirect_uri" }, "misconfigured", "bad_redirect_uri"],
  ];
  test.each(refusals)("%s: %o", async (_name, dialect, answer, code, vendorCode) => {
    await using vendor = await startVendor(dialect, { answer: () => answer });
    await expect(finish(vendor.access, { code: "a-code" })).rejects.toMatchObject({ code, vendorCode });
  });

  test("no token, no sign-in", async () => {
    await using vendor = await startVendor(githubApp, { answer: () => ({ token_type: "bearer" }) });
    await expect(finish(vendor.access, { code: "a-code" })).rejects.toMatchObject({ code: "unreachable" });
  });
});

const answer = () => ({ ok: true, access_token: "gho_1" });

describe("the request for a token", () => {
  test("proves the app in the body, and the browser by the verifier", async () => {
    await using vendor = await startVendor(githubApp, { answer });
    await finish(vendor.access, { code: "a-code" }, "the-verifier");
    const [request] = vendor.endpoint.received;
    expect(Object.fromEntries(request?.form ?? [])).toEqual({
      client_id: "an-id",
      client_secret: "s&cret:+",
      grant_type: "authorization_code",
      code: "a-code",
      code_verifier: "the-verifier",
      redirect_uri: redirectUri,
    });
    expect(request?.headers).toMatchObject({ accept: "application/json" });
    expect(request?.headers.authorization).toBeUndefined();
  });

  test("or proves it as RFC 6749 §2.3.1 says, encoded, and without a verifier", async () => {
    await using vendor = await startVendor(slackApp, { answer });
    await finish(vendor.access, { code: "a-code" });
    const [request] = vendor.endpoint.received;
    const basic = Buffer.from("an-id:s%26cret%3A%2B").toString("base64");
    expect(request?.headers.authorization).toBe(`Basic ${basic}`);
    expect([request?.form.has("client_secret"), request?.form.has("code_verifier")]).toEqual([false, false]);
  });

  test("follows no redirect: the secret would go along", async () => {
    await using elsewhere = await startTokenEndpoint(answer);
    await using vendor = await startVendor(githubApp, {
      answer: (_request, response) => void response.writeHead(307, { location: elsewhere.url }).end(),
    });
    await expect(finish(vendor.access, { code: "a-code" })).rejects.toMatchObject({ code: "unreachable" });
    expect(elsewhere.received).toEqual([]);
  });

  test("reads no more than it must", async () => {
    await using vendor = await startVendor(githubApp, {
      answer: (_request, response) => void response.end(JSON.stringify({ access_token: "x".repeat(100_000) })),
    });
    await expect(finish(vendor.access, { code: "a-code" })).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("what the vendor's redirect brings", () => {
  test.each([
    ["access_denied", "denied"],
    ["server_error", "unreachable"],
    ["application_suspended", "misconfigured"],
    ["something_else", "refused"],
  ])("%s: %s", async (error, code) => {
    await using vendor = await startVendor(githubApp);
    await expect(finish(vendor.access, { error })).rejects.toMatchObject({ name: "VendorError", code });
    expect(vendor.endpoint.received).toEqual([]);
  });

  test("neither code nor error: refused", async () => {
    await using vendor = await startVendor(githubApp);
    await expect(finish(vendor.access, {})).rejects.toMatchObject({ code: "refused" });
  });
});

test("a token whose owner cannot be told is ended at once", async () => {
  await using vendor = await startVendor(githubApp, {
    answer: ({ method }, response) =>
      method === "DELETE" ? void response.writeHead(204).end() : { access_token: "gho_1" },
    identify: () => Promise.reject(new ToolError("upstream_unavailable", "down")),
  });
  await expect(finish(vendor.access, { code: "a-code" })).rejects.toMatchObject({ code: "unreachable" });
  const ended = vendor.endpoint.received.at(-1);
  expect([ended?.method, ended?.path, ended?.body]).toEqual([
    "DELETE",
    "/applications/an-id/token",
    '{"access_token":"gho_1"}',
  ]);
});
