import { randomBytes } from "node:crypto";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { connectClient, ERAS, startConnector, type Era, type RunningConnector } from "@fairlead/testkit";
import {
  createBrowser,
  createOAuthClient,
  landingOf,
  pageOf,
  pasteToken,
  randomAddress,
  signIn,
  textOf,
  type Tokens,
} from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { github } from "../../src/connector.ts";

let standIn: GithubStandIn;
let running: RunningConnector;
beforeAll(async () => {
  standIn = await startGithub();
  const { clientId, clientSecret } = standIn.apps.oauth;
  running = await startConnector(github, {
    GITHUB_HOST: standIn.url,
    GITHUB_CLIENT_ID: clientId,
    GITHUB_CLIENT_SECRET: clientSecret,
    GITHUB_APP_KIND: "oauth",
    AUTH_FORMS: "oauth,token",
    FAIRLEAD_DATA: ":memory:",
    LOG_LEVEL: "error",
    // So that each client can come from an address of its own.
    TRUST_PROXY: "on",
  });
});
afterAll(async () => {
  await running.close();
  await standIn.close();
});

/** A client that knows nothing but the connector's URL, and the browser of the person at it. */
async function newcomer() {
  const client = await createOAuthClient(running.baseUrl, running.mcpUrl);
  return {
    client,
    browser: createBrowser([new URL(running.baseUrl).host, new URL(standIn.url).host], randomAddress()),
  };
}

async function call(era: Era, { access_token }: Tokens, name: string, args: Record<string, unknown> = {}) {
  const headers = { authorization: `Bearer ${access_token}` };
  const client = await connectClient(running.mcpUrl, era, { headers });
  const result = await client.call(name, args);
  await client.close();
  return result;
}

/** Takes a token away at GitHub, as its owner does on its page of settings. */
const revoke = (secret: string) => standIn.world.tokens.delete(secret);

describe.each(ERAS)("1. sign in, %s", (era) => {
  test("by URL: our consent page first, then GitHub's; get_me names her", async () => {
    const { client, browser } = await newcomer();
    const refused = await fetch(running.mcpUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining("resource_metadata="),
    ]);
    const asked = client.authorization();
    const consent = pageOf(await browser.visit(asked.url));
    expect(new URL(consent.url).host).toBe(new URL(running.baseUrl).host);
    expect(textOf(consent.html)).toContain("Read and change your repositories, issues and pull requests");
    const tokens = await client.redeem(asked, await signIn(browser, asked, "mlind"));
    const { structured } = await call(era, tokens, "get_me", { include: ["scopes"] });
    expect(structured).toMatchObject({ login: "mlind", token_kind: expect.stringContaining("oauth") });
    expect(structured["scopes"]).toContain("repo");
  });

  test("with a personal access token; once it is revoked, the answer leads to a new one", async () => {
    const { client, browser } = await newcomer();
    // Made for this test: what is revoked never comes back.
    const secret = `ghp_${randomBytes(18).toString("hex")}`;
    const person = era === "2026-07-28" ? "mlind" : era === "2025-11-25" ? "trenn" : "iokafor";
    const own = standIn.world.tokens.get(standIn.tokens[person]);
    if (own === undefined) throw new Error(`${person} has no token.`);
    standIn.world.tokens.set(secret, { ...own, secret });
    const asked = client.authorization();
    const tokens = await client.redeem(asked, landingOf(await pasteToken(browser, asked.url, secret)));
    expect((await call(era, tokens, "get_me")).structured).toMatchObject({ token_kind: "classic_pat" });
    revoke(secret);
    const { code, text, meta } = await call(era, tokens, "get_issue", { owner: "harbor", repo: "docs", number: 1 });
    expect(code).toBe("reauthorize");
    expect(meta["dev.fairlead/error"]).toMatchObject({ link: `${running.baseUrl}/connections` });
    expect(text).toMatch(/^link: http/m);
  });

  test("what is pasted and is no token is refused on the form", async () => {
    const { client, browser } = await newcomer();
    const page = pageOf(await pasteToken(browser, client.authorization().url, "hunter2"));
    expect(textOf(page.html)).toMatch(/token/i);
    expect(page.url.host).toBe(new URL(running.baseUrl).host);
  });
});

test("1. sign in: the operator's own token, revoked, leads to where a new one is made", async () => {
  const own = await startConnector(github, {
    ...standIn.env(),
    GITHUB_TOKEN: standIn.tokens.trenn,
    LOG_LEVEL: "error",
  });
  const client = await connectClient(own.mcpUrl, "2026-07-28");
  revoke(standIn.tokens.trenn);
  const { code, text } = await client.call("get_issue", { owner: "harbor", repo: "docs", number: 1 });
  await client.close();
  await own.close();
  expect(code).toBe("reauthorize");
  expect(text).toContain(`link: ${standIn.url}/settings/personal-access-tokens/new`);
});
