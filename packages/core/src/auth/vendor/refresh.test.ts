import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import type { OAuthApp } from "../../connector/index.ts";
import { startTokenEndpoint, type TokenRequest } from "../testing/token-endpoint.ts";
import { githubApp, gitlabApp, slackApp } from "../testing/vendor-dialects.ts";
import { createVendorAccess } from "./create-vendor-access.ts";
import type { VendorSecret } from "./vendor-grant.ts";

const NOW_MS = Date.UTC(2026, 10, 22);
const old: VendorSecret = {
  access: "old",
  refresh: "old-refresh",
  expiresAtMs: NOW_MS - 1,
  scopes: ["api"],
  redirectUri: "https://mcp.example.com/callback",
};

async function startVendor(
  dialect: (url: string) => OAuthApp,
  answer: (request: TokenRequest, response: ServerResponse) => object | void,
) {
  const endpoint = await startTokenEndpoint(answer);
  const access = createVendorAccess({
    connector: "vendor",
    title: "Vendor",
    signIn: { oauth: dialect(endpoint.url) },
    identify: () => Promise.reject(new Error("not asked")),
    explain: () => undefined,
    now: () => NOW_MS,
  });
  return { endpoint, access, [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose]() };
}

const status =
  (code: number, body = "", headers = {}) =>
  (_request: TokenRequest, response: ServerResponse) =>
    void response.writeHead(code, headers).end(body);

test("a rotating vendor gives a new pair; what it leaves out stays", async () => {
  await using vendor = await startVendor(githubApp, () => ({
    access_token: "new",
    refresh_token: "new-refresh",
    expires_in: 60,
  }));
  expect(await vendor.access.refresh(old)).toEqual({
    ...old,
    access: "new",
    refresh: "new-refresh",
    expiresAtMs: NOW_MS + 60_000,
  });
  expect(vendor.endpoint.received[0]?.form.get("grant_type")).toBe("refresh_token");
  expect(vendor.endpoint.received[0]?.form.has("redirect_uri")).toBe(false);
});

test("a vendor that does not rotate keeps its refresh token; one without an end has none afterwards", async () => {
  await using vendor = await startVendor(gitlabApp, () => ({ access_token: "new" }));
  const { expiresAtMs: _, ...kept } = old;
  expect(await vendor.access.refresh(old)).toEqual({ ...kept, access: "new" });
  expect(vendor.endpoint.received[0]?.form.get("redirect_uri")).toBe("https://mcp.example.com/callback");
});

test.each([
  ["at the top level, as its documentation shows", { ok: true, access_token: "xoxe.xoxp-2", token_type: "user" }],
  ["nested, as at sign-in", { ok: true, authed_user: { access_token: "xoxe.xoxp-2" } }],
])("Slack's renewed token is found %s", async (_name, answer) => {
  const nested = "authed_user" in answer ? answer.authed_user : answer;
  Object.assign(nested as object, { refresh_token: "xoxe-2", expires_in: 43_200 });
  await using vendor = await startVendor(slackApp, () => answer);
  expect(await vendor.access.refresh(old)).toMatchObject({
    access: "xoxe.xoxp-2",
    refresh: "xoxe-2",
    expiresAtMs: NOW_MS + 43_200_000,
  });
  const [asked] = vendor.endpoint.received;
  // The app shows itself in the header, and sends neither a verifier nor a redirect address.
  expect(asked?.headers.authorization).toMatch(/^Basic /);
  expect([...(asked?.form.keys() ?? [])]).toEqual(["grant_type", "refresh_token"]);
});

describe("a second token of the same sign-in", () => {
  const both: VendorSecret = { ...old, companion: "bot-1", companionRefresh: "bot-refresh-1" };
  const user = { ok: true, access_token: "user-2", refresh_token: "user-refresh-2", expires_in: 43_200 };
  const bot = { ok: true, access_token: "bot-2", refresh_token: "bot-refresh-2", expires_in: 40_000 };
  const answering = (companion: object) => (request: TokenRequest) =>
    request.form.get("refresh_token") === "bot-refresh-1" ? companion : user;

  test("is renewed after the first; the pair ends with the one that ends first", async () => {
    await using vendor = await startVendor(slackApp, answering(bot));
    expect(await vendor.access.refresh(both)).toEqual({
      ...both,
      access: "user-2",
      refresh: "user-refresh-2",
      companion: "bot-2",
      companionRefresh: "bot-refresh-2",
      expiresAtMs: NOW_MS + 40_000_000,
    });
    const asked = vendor.endpoint.received.map(({ form }) => form.get("refresh_token"));
    expect(asked).toEqual(["old-refresh", "bot-refresh-1"]);
  });

  test("that has ended is left out, and the first goes on", async () => {
    await using vendor = await startVendor(slackApp, answering({ ok: false, error: "invalid_refresh_token" }));
    const renewed = await vendor.access.refresh(both);
    expect(renewed).toMatchObject({ access: "user-2", expiresAtMs: NOW_MS + 43_200_000 });
    expect(renewed).not.toHaveProperty("companion");
    expect(renewed).not.toHaveProperty("companionRefresh");
  });

  test("that cannot be renewed now is tried again soon, and no new token of the first is lost", async () => {
    await using vendor = await startVendor(slackApp, answering({ ok: false, error: "internal_error" }));
    const renewed = await vendor.access.refresh(both);
    expect(renewed).toMatchObject({ access: "user-2", companion: "bot-1", companionRefresh: "bot-refresh-1" });
    expect(renewed.expiresAtMs).toBeLessThan(NOW_MS + 600_000);
    expect(renewed.expiresAtMs).toBeGreaterThan(NOW_MS);
  });
});

describe("who must sign in again, and who must not", () => {
  const cases: [string, (url: string) => OAuthApp, Parameters<typeof startVendor>[1], string][] = [
    ["invalid_grant, 400", gitlabApp, status(400, '{"error":"invalid_grant"}'), "ended"],
    ["bad_refresh_token, 200", githubApp, () => ({ error: "bad_refresh_token" }), "ended"],
    ["token_revoked, 200", slackApp, () => ({ ok: false, error: "token_revoked" }), "ended"],
    ["another vendor's word", gitlabApp, () => ({ error: "bad_refresh_token" }), "unreachable"],
    ["invalid_grant with a 5xx", gitlabApp, status(503, '{"error":"invalid_grant"}'), "unreachable"],
    ["an unknown word", gitlabApp, status(400, '{"error":"who_knows"}'), "unreachable"],
    ["our app's secret is wrong", gitlabApp, status(401, '{"error":"invalid_client"}'), "misconfigured"],
    ["500", gitlabApp, status(500, "<html>"), "unreachable"],
    ["502 of a proxy", gitlabApp, status(502), "unreachable"],
    ["429", githubApp, status(429, "{}"), "unreachable"],
    ["a page of HTML with 200", githubApp, status(200, "<!doctype html>"), "unreachable"],
    ["a page of HTML with 403", githubApp, status(403, "<!doctype html>"), "unreachable"],
    ["JSON that is no object", githubApp, status(200, "null"), "unreachable"],
    ["an answer without a token", githubApp, () => ({}), "unreachable"],
    ["a connection that breaks", githubApp, (_request, response) => void response.destroy(), "unreachable"],
  ];
  test.each(cases)("%s", async (_name, dialect, answer, code) => {
    await using vendor = await startVendor(dialect, answer);
    await expect(vendor.access.refresh(old)).rejects.toMatchObject({ name: "VendorError", code });
  });

  test("says when to come again, within reason", async () => {
    await using vendor = await startVendor(githubApp, status(429, "", { "retry-after": "7" }));
    await expect(vendor.access.refresh(old)).rejects.toMatchObject({ retryAfterMs: 7000, retriable: true });
  });

  test("without a refresh token, or after its end, nobody is asked", async () => {
    await using vendor = await startVendor(githubApp, () => ({ access_token: "new" }));
    const { refresh: _, ...pasted } = old;
    await expect(vendor.access.refresh(pasted)).rejects.toMatchObject({ code: "ended" });
    await expect(vendor.access.refresh({ ...old, refreshExpiresAtMs: NOW_MS })).rejects.toMatchObject({
      code: "ended",
    });
    expect(vendor.endpoint.received).toEqual([]);
  });
});

describe("ending a token at the vendor", () => {
  const cases: [string, (url: string) => OAuthApp, Parameters<typeof startVendor>[1], boolean][] = [
    ["done", githubApp, status(204), true],
    ["gone already", githubApp, status(404), true],
    ["refused", githubApp, status(401), false],
    ["down", githubApp, status(500), false],
    ["Slack's no", slackApp, () => ({ ok: false, error: "fatal_error" }), false],
    ["Slack's yes", slackApp, () => ({ ok: true, revoked: true }), true],
    ["no way to", gitlabApp, status(200), false],
  ];
  test.each(cases)("%s", async (_name, dialect, answer, expected) => {
    await using vendor = await startVendor(dialect, answer);
    expect(await vendor.access.revoke(old)).toBe(expected);
  });

  test("each vendor's own way", async () => {
    await using slack = await startVendor(slackApp, () => ({ ok: true }));
    await slack.access.revoke(old);
    expect(slack.endpoint.received[0]?.headers.authorization).toBe("Bearer old");
    await using github = await startVendor(githubApp, status(204));
    await github.access.revoke(old);
    expect(github.endpoint.received[0]?.headers.authorization).toMatch(/^Basic /);
  });
});
