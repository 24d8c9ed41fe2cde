import { createHash } from "node:crypto";

import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";

const github = await startGithub({ seed: "empty" });
beforeEach(() => github.control.reset());
afterAll(async () => github.close());

const redirectUri = "http://127.0.0.1:9/callback";
const verifier = "a-verifier-that-is-long-enough-for-the-specification-of-pkce";
const challenge = createHash("sha256").update(verifier).digest("base64url");

function authorizeUrl(kind: "app" | "oauth", more: Record<string, string> = {}): string {
  const query = {
    client_id: github.apps[kind].clientId,
    redirect_uri: redirectUri,
    state: "st",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  };
  return `${github.url}/login/oauth/authorize?${new URLSearchParams(query).toString()}`;
}

async function choose(kind: "app" | "oauth", choice: string, more: Record<string, string> = {}): Promise<URL> {
  const response = await fetch(authorizeUrl(kind, more), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ choice }),
  });
  return new URL(response.headers.get("location") ?? "");
}

async function token(kind: "app" | "oauth", input: Record<string, string>): Promise<Record<string, string>> {
  const { clientId, clientSecret } = github.apps[kind];
  const response = await fetch(`${github.url}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri, ...input }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, string>;
}

const login = async (secret: string | undefined) => {
  const response = await fetch(`${github.restUrl}/user`, { headers: { authorization: `Bearer ${secret}` } });
  return response.ok ? ((await response.json()) as { login: string }).login : response.status;
};

const issue = async () => {
  const code = (await choose("oauth", "mlind", { scope: "repo" })).searchParams.get("code") ?? "";
  return (await token("oauth", { code, code_verifier: verifier }))["access_token"] ?? "";
};

describe("the sign-in page", () => {
  test("has a button per person and one to deny", async () => {
    const page = await (await fetch(authorizeUrl("oauth", { scope: "repo read:org" }))).text();
    expect([...page.matchAll(/name="choice" value="([^"]+)"/g)].map(([, value]) => value)).toEqual([
      "mlind",
      "trenn",
      "iokafor",
      "driveby7",
      "deny",
    ]);
    expect((await choose("app", "deny")).searchParams.toString()).toMatch(/^error=access_denied&.*state=st$/);
  });

  test("asks nobody twice, unless the app wants the account chosen", async () => {
    const answered = await fetch(authorizeUrl("app"), {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ choice: "trenn" }),
    });
    const headers = { cookie: answered.headers.get("set-cookie")?.split(";")[0] ?? "" };
    expect((await fetch(authorizeUrl("app"), { redirect: "manual", headers })).status).toBe(302);
    expect(
      (await fetch(authorizeUrl("app", { prompt: "select_account" }), { redirect: "manual", headers })).status,
    ).toBe(200);
    expect((await fetch(authorizeUrl("oauth"), { redirect: "manual", headers })).status).toBe(200);
  });

  test("sends nobody to an address that is not the app's", async () => {
    expect(
      (await fetch(authorizeUrl("app", { redirect_uri: "https://evil.example/" }), { redirect: "manual" })).status,
    ).toBe(400);
    expect((await fetch(authorizeUrl("app", { client_id: "nope" }))).status).toBe(404);
  });
});

describe("the token endpoint", () => {
  test("gives an OAuth App a token with scopes, for a code, once, with its verifier", async () => {
    const back = await choose("oauth", "mlind", { scope: "repo read:org" });
    const code = back.searchParams.get("code") ?? "";
    const issued = await token("oauth", { code, code_verifier: verifier });
    expect(issued).toMatchObject({
      access_token: expect.stringMatching(/^gho_\w{36}$/),
      scope: "repo,read:org",
      token_type: "bearer",
    });
    expect(await login(issued["access_token"])).toBe("mlind");
    expect(await token("oauth", { code, code_verifier: verifier })).toMatchObject({ error: "bad_verification_code" });
    const other = (await choose("oauth", "mlind")).searchParams.get("code") ?? "";
    expect(await token("oauth", { code: other, code_verifier: "wrong" })).toMatchObject({
      error: "bad_verification_code",
    });
    expect(await token("oauth", { client_secret: "wrong" })).toMatchObject({ error: "incorrect_client_credentials" });
  });

  test("gives a GitHub App a pair that runs out, and a refresh kills the old pair at once", async () => {
    const code = (await choose("app", "trenn")).searchParams.get("code") ?? "";
    const first = await token("app", { code, code_verifier: verifier });
    expect(first).toMatchObject({
      access_token: expect.stringMatching(/^ghu_/),
      refresh_token: expect.stringMatching(/^ghr_/),
      expires_in: 28_800,
      scope: "",
    });
    const refresh = { grant_type: "refresh_token", refresh_token: first["refresh_token"] ?? "" };
    const second = await token("app", refresh);
    expect([await login(first["access_token"]), await login(second["access_token"])]).toEqual([401, "trenn"]);
    expect(await token("app", refresh)).toMatchObject({ error: "bad_refresh_token" });
    github.control.advance(8 * 3_600_000);
    expect(await login(second["access_token"])).toBe(401);
  });

  test("keeps ten tokens per person, app and scopes", async () => {
    const secrets: string[] = [];
    for (let count = 0; count < 11; count++) {
      const code = (await choose("oauth", "mlind", { scope: "repo" })).searchParams.get("code") ?? "";
      secrets.push((await token("oauth", { code, code_verifier: verifier }))["access_token"] ?? "");
    }
    expect([await login(secrets[0]), await login(secrets[1]), await login(secrets[10])]).toEqual([
      401,
      "mlind",
      "mlind",
    ]);
  });
});

test("an app ends one token, or all of a person's, with its own credentials", async () => {
  const { clientId, clientSecret } = github.apps.oauth;
  const end = async (what: string, secret: string, password = clientSecret) => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${password}`).toString("base64")}`;
    const body = JSON.stringify({ access_token: secret });
    return (
      await fetch(`${github.restUrl}/applications/${clientId}/${what}`, {
        method: "DELETE",
        headers: { authorization },
        body,
      })
    ).status;
  };
  const [one, two, three] = [await issue(), await issue(), await issue()];
  expect(await end("token", one, "wrong")).toBe(401);
  expect(await end("token", one)).toBe(204);
  expect(await end("token", one)).toBe(404);
  expect([await login(one), await login(two)]).toEqual([401, "mlind"]);
  expect(await end("grant", two)).toBe(204);
  expect([await login(two), await login(three)]).toEqual([401, 401]);
});
