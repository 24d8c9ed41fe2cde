import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGitlab, type GitlabStandIn } from "@fairlead/sandbox/gitlab";
import { connectClient, ERAS, startConnector, type Era, type RunningConnector } from "@fairlead/testkit";
import {
  createBrowser,
  createOAuthClient,
  freePort,
  landingOf,
  pageOf,
  pasteToken,
  randomAddress,
  signIn,
  textOf,
  type Tokens,
} from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gitlab } from "../../src/connector.ts";

/** Two replicas over one folder, behind one address. */
const folder = mkdtempSync(join(tmpdir(), "fairlead-gitlab-"));
let standIn: GitlabStandIn;
let running: RunningConnector;
let second: RunningConnector;
beforeAll(async () => {
  standIn = await startGitlab();
  const port = String(await freePort());
  const env = {
    GITLAB_URL: standIn.url,
    GITLAB_CLIENT_ID: standIn.app.clientId,
    GITLAB_CLIENT_SECRET: standIn.app.clientSecret,
    AUTH_FORMS: "oauth,token",
    FAIRLEAD_DATA: folder,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: "error",
    // So that each client can come from an address of its own.
    TRUST_PROXY: "on",
  };
  running = await startConnector(gitlab, { ...env, PORT: port });
  second = await startConnector(gitlab, env);
});
afterAll(async () => {
  await second?.close();
  await running?.close();
  await standIn?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A client that knows nothing but the connector's URL, and the browser of the person at it. */
async function newcomer() {
  const client = await createOAuthClient(running.baseUrl, running.mcpUrl);
  const hosts = [new URL(running.baseUrl).host, new URL(standIn.url).host];
  return { client, browser: createBrowser(hosts, randomAddress()) };
}

/** Signs in at GitLab, which gives an access token for so many seconds. */
async function signedIn(login: string, accessS = 7_200, scope?: string) {
  const { client, browser } = await newcomer();
  standIn.world.signIn.accessS = accessS;
  const asked = client.authorization({ scope });
  const tokens = await client.redeem(asked, await signIn(browser, asked, login));
  standIn.world.signIn.accessS = 7_200;
  return { tokens, browser };
}

async function connect(era: Era, { access_token }: Tokens, mcpUrl = running.mcpUrl) {
  return connectClient(mcpUrl, era, { headers: { authorization: `Bearer ${access_token}` } });
}

async function call(era: Era, tokens: Tokens, name: string, args: Record<string, unknown> = {}) {
  const client = await connect(era, tokens);
  const result = await client.call(name, args);
  await client.close();
  return result;
}

const EVERYTHING = { include: ["scopes", "instance", "policy"] };
const writing = ({ annotations }: { annotations?: Record<string, unknown> | undefined }) =>
  annotations?.["readOnlyHint"] !== true;

describe.each(ERAS)("1. sign in, %s", (era) => {
  test("a pasted read_api token: get_me names scopes, expiry and version, and no write is listed", async () => {
    const { client, browser } = await newcomer();
    const asked = client.authorization();
    const tokens = await client.redeem(asked, landingOf(await pasteToken(browser, asked.url, standIn.tokens.reader)));
    const her = await connect(era, tokens);
    const { structured } = await her.call("get_me", EVERYTHING);
    expect(structured).toMatchObject({
      username: "mlind",
      token_kind: "personal_access_token",
      scopes: ["read_api"],
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      instance: { version: "18.6.1", enterprise: true },
      policy: { access: "full", allow_lists: [] },
    });
    expect((await her.listTools()).filter(writing)).toEqual([]);
    await her.close();
  });

  test("by OAuth: our consent page first, then GitLab's; only what reads is asked for, and nothing is written with it", async () => {
    const { client, browser } = await newcomer();
    const asked = client.authorization();
    const consent = pageOf(await browser.visit(asked.url));
    expect(consent.url.host).toBe(new URL(running.baseUrl).host);
    expect(textOf(consent.html)).toContain("Read everything you can reach in GitLab and change nothing");
    expect(textOf(consent.html)).not.toContain("Read and change everything");
    const tokens = await client.redeem(asked, await signIn(browser, asked, "mlind"));
    const sentTo = browser.history
      .map((url) => new URL(url))
      .find(({ pathname }) => pathname.endsWith("/oauth/authorize"));
    expect(sentTo?.searchParams.get("scope")?.split(" ").toSorted()).toEqual(["read_api", "read_user"]);
    expect(sentTo?.searchParams.get("code_challenge_method")).toBe("S256");
    const her = await connect(era, tokens);
    const { structured } = await her.call("get_me", EVERYTHING);
    expect(structured).toMatchObject({ username: "mlind", token_kind: "oauth", scopes: ["read_api", "read_user"] });
    expect(Date.parse(String(structured["expires_at"]))).toBeGreaterThan(Date.now());
    // A write is not done with that: the client is told what to ask for (RFC 6750, insufficient_scope).
    await her.listTools();
    await expect(her.call("create_issue", { project: "harbor/docs", title: "x" })).rejects.toThrow();
    expect(
      standIn.control.requests().filter(({ method, path }) => method === "POST" && path.startsWith("/projects")),
    ).toEqual([]);
    await her.close();
  });

  test("an expired token renews itself; where GitLab refuses that, the answer leads to a new sign-in", async () => {
    const { tokens } = await signedIn("trenn", 60);
    const issue = { project: "harbor/storefront", iid: 12 };
    const refreshes = standIn.control.requests().filter(({ path }) => path === "/oauth/token").length;
    expect((await call(era, tokens, "get_issue", issue)).isError).toBe(false);
    expect(standIn.control.requests().filter(({ path }) => path === "/oauth/token").length).toBe(refreshes + 1);
    // Trenn takes it back at GitLab.
    for (const [secret, { clientId }] of standIn.world.tokens)
      if (clientId !== undefined) standIn.world.tokens.delete(secret);
    standIn.world.signIn.refreshTokens.clear();
    const { code, text, meta } = await call(era, tokens, "get_issue", issue);
    expect(code).toBe("reauthorize");
    expect(meta["dev.fairlead/error"]).toMatchObject({ link: `${running.baseUrl}/connections` });
    expect(text).toMatch(/^link: http/m);
  });
});

test("1. sign in: what may write is asked for by name, and then listed", async () => {
  const { tokens } = await signedIn("mlind", 7_200, "api");
  const her = await connect("2026-07-28", tokens);
  expect((await her.call("get_me", EVERYTHING)).structured["scopes"]).toContain("api");
  expect((await her.listTools()).filter(writing).length).toBeGreaterThan(5);
  await her.close();
});

test("1. sign in: two replicas that meet an expired token at once renew it once", async () => {
  const { tokens } = await signedIn("mlind", 60);
  const exchanges = () => standIn.control.requests().filter(({ path }) => path === "/oauth/token").length;
  const before = exchanges();
  const clients = await Promise.all(
    [running, second, running, second].map(({ mcpUrl }) => connect("2026-07-28", tokens, mcpUrl)),
  );
  // What a list shows depends on the scopes, which are asked for with the token.
  await Promise.all(clients.map((client) => client.listTools()));
  const issue = { project: "harbor/storefront", iid: 12 };
  const answers = await Promise.all(clients.flatMap((client) => [1, 2, 3].map(() => client.call("get_issue", issue))));
  expect(answers.filter(({ isError }) => isError).map(({ text }) => text)).toEqual([]);
  expect(exchanges() - before).toBe(1);
  for (const client of clients) await client.close();
});

test("1. sign in: the secrets of runners and the like are no access tokens, which the form says", async () => {
  const { client, browser } = await newcomer();
  for (const secret of ["glrt-0123456789abcdefghij", "hunter2"]) {
    const page = pageOf(await pasteToken(browser, client.authorization().url, secret));
    expect(page.url.host).toBe(new URL(running.baseUrl).host);
    expect(textOf(page.html)).toMatch(/token/i);
  }
  expect(standIn.control.requests().some(({ headers }) => JSON.stringify(headers ?? {}).includes("glrt-"))).toBe(false);
});

test("1. sign in: a write without its scope is answered by what to ask for", async () => {
  const { tokens } = await signedIn("mlind");
  const answer = await fetch(running.mcpUrl, {
    method: "POST",
    headers: {
      authorization: `Bearer ${tokens.access_token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-11-25",
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "create_issue", arguments: { project: "harbor/docs", title: "x" } },
    }),
  });
  expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
    403,
    expect.stringMatching(/error="insufficient_scope".*scope="[^"]*\bapi\b/),
  ]);
});
