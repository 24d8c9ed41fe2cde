import {
  createOAuthClient,
  landingOf,
  type OAuthClient,
  pageOf,
  REDIRECT_URI,
  register,
  signIn,
  textOf,
} from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let hub: RunningHub;
let client: OAuthClient;
beforeAll(async () => {
  hub = await startHub();
  client = await createOAuthClient(hub.url, hub.mcpUrl);
});
afterAll(() => hub.close());

/** The OAuth error of an authorization request that got no further. */
async function refusal(url: URL): Promise<{ status: number; text: string }> {
  const page = pageOf(await hub.browser().visit(url));
  return { status: page.status, text: textOf(page.html) };
}

describe("PKCE", () => {
  test.each([
    ["none", { code_challenge: undefined, code_challenge_method: undefined }],
    ["plain", { code_challenge: "p".repeat(43), code_challenge_method: "plain" }],
    ["a challenge without its method", { code_challenge_method: undefined }],
  ])("%s is refused", async (_name, parameters) => {
    const { status, text } = await refusal(client.authorization(parameters).url);
    expect(status).toBe(400);
    expect(text).toContain("invalid_request");
  });

  test("a code that somebody has intercepted is worth nothing without its verifier", async () => {
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    const code = landing.searchParams.get("code") ?? "";
    for (const code_verifier of [undefined, "w".repeat(43)]) {
      const stolen = { grant_type: "authorization_code", code, redirect_uri: REDIRECT_URI, code_verifier };
      const response = await client.token(stolen);
      expect([response.status, await response.json()]).toMatchObject([400, { error: "invalid_grant" }]);
    }
    // Guessing has not spent it.
    expect(await client.redeem(asked, landing)).toHaveProperty("access_token");
  });

  test("nor with another client", async () => {
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    const other = await createOAuthClient(hub.url, hub.mcpUrl, { metadata: { client_name: "Another" } });
    expect(other.clientId).not.toBe(client.clientId);
    await expect(other.redeem(asked, landing)).rejects.toThrow(/invalid_grant/);
  });
});

describe("redirect URIs", () => {
  test.each([
    "http://127.0.0.1:41999/callback/",
    "http://127.0.0.1:41999/Callback",
    "http://127.0.0.1:41999/callback?x=1",
    "http://127.0.0.1:41999/callback/../evil",
    "http://localhost:41999/callback",
    "http://[::1]:41999/callback",
    "http://127.0.0.1.evil.example:41999/callback",
    "http://user@127.0.0.1:41999/callback",
    "https://127.0.0.1:41999/callback",
    "https://evil.example/callback",
    "cursor://evil/callback",
  ])("%s is not the registered one", async (redirect_uri) => {
    const { status, text } = await refusal(client.authorization({ redirect_uri }).url);
    expect(status).toBe(400);
    expect(text).toContain("invalid_redirect_uri");
  });

  test("any port of the registered loopback address is", async () => {
    const landing = await signIn(
      hub.browser(),
      client.authorization({ redirect_uri: REDIRECT_URI.replace("41999", "5") }),
      "mlind",
    );
    expect(landing.host).toBe("127.0.0.1:5");
  });

  test("a port is free on loopback only", async () => {
    const web = await createOAuthClient(hub.url, hub.mcpUrl, { redirectUri: "https://app.example/callback" });
    const moved = web.authorization({ redirect_uri: "https://app.example:8443/callback" });
    expect((await refusal(moved.url)).text).toContain("invalid_redirect_uri");
  });

  test("the code goes with the address that it was given for", async () => {
    const two = await createOAuthClient(hub.url, hub.mcpUrl, {
      metadata: { redirect_uris: [REDIRECT_URI, "http://127.0.0.1:41999/second"] },
    });
    const asked = two.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    const response = await two.token({
      grant_type: "authorization_code",
      code: landing.searchParams.get("code") ?? "",
      code_verifier: asked.verifier,
      redirect_uri: "http://127.0.0.1:41999/second",
    });
    expect(await response.json()).toMatchObject({ error: "invalid_grant" });
  });

  test.each([
    "http://evil.example/callback",
    "http://192.168.0.10/callback",
    "http://localhost.evil.example/callback",
    "http://0.0.0.0/callback",
    "https://user:password@app.example/callback",
    "https://app.example/callback#fragment",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "not a uri",
  ])("%s cannot be registered", async (uri) => {
    const { response, body } = await register(hub.url, { redirect_uris: [uri] });
    expect([response.status, body["error"]]).toEqual([400, "invalid_redirect_uri"]);
  });

  test("of the clients that people use can be", async () => {
    const known = [
      ["https://claude.ai/api/mcp/auth_callback", "https://claude.com/api/mcp/auth_callback"],
      [
        "https://vscode.dev/redirect",
        "https://insiders.vscode.dev/redirect",
        "http://127.0.0.1/",
        "http://127.0.0.1:33418/",
        "http://localhost/",
        "http://localhost:33418/",
      ],
      [
        "cursor://anysphere.cursor-mcp/oauth/callback",
        "http://localhost:8787/callback",
        "https://www.cursor.com/agents/mcp/oauth/callback",
      ],
      ["https://chatgpt.com/connector_platform_oauth_redirect"],
      ["http://localhost:3334/oauth/callback"],
    ];
    for (const redirect_uris of known) {
      const grant_types = ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"];
      const { response, body } = await register(hub.url, { redirect_uris, grant_types, scope: "claudeai anything" });
      expect([response.status, body]).toMatchObject([201, { redirect_uris }]);
      for (const redirect_uri of redirect_uris) {
        const asking = await createOAuthClient(hub.url, hub.mcpUrl, { clientId: String(body["client_id"]) });
        const page = pageOf(await hub.browser().visit(asking.authorization({ redirect_uri }).url));
        expect([redirect_uri, page.status]).toEqual([redirect_uri, 200]);
      }
    }
  });
});

describe("an error before anybody has said yes", () => {
  test.each([
    ["response_type", { response_type: "token" }],
    ["scope", { scope: "repo\u0001" }],
    ["prompt", { prompt: "none" }],
    ["resource", { resource: "https://elsewhere.example/mcp" }],
    ["response_mode", { response_mode: "form_post", prompt: "none" }],
    ["response_mode fragment", { response_mode: "fragment", prompt: "none" }],
  ])("stays on a page of ours, with a link: %s", async (_name, parameters) => {
    const evil = "https://evil.example/phish";
    const web = await createOAuthClient(hub.url, hub.mcpUrl, { redirectUri: evil });
    const shown = await hub.browser().visit(web.authorization(parameters).url);
    const page = pageOf(shown);
    expect(page.status).toBe(400);
    expect(page.html).not.toMatch(/<form[^>]+evil\.example|http-equiv="refresh"/i);
    expect(page.html).toMatch(/href="https:\/\/evil\.example\/phish[?#]error=/);
    expect(textOf(page.html)).toContain("evil.example");
  });

  test("goes nowhere when the address is not the client's", async () => {
    const asked = client.authorization({ redirect_uri: "https://evil.example/", response_type: "token" });
    expect(pageOf(await hub.browser().visit(asked.url)).html).not.toContain("evil.example");
  });

  test("while the person's own no is told to the client", async () => {
    const browser = hub.browser();
    const landing = landingOf(await browser.press(pageOf(await browser.visit(client.authorization().url)), "deny"));
    expect(landing.searchParams.get("error")).toBe("access_denied");
    expect(landing.searchParams.get("iss")).toBe(hub.url);
  });
});

describe("scopes", () => {
  test("cannot be registered: a client is asked about each time", async () => {
    const { response, body } = await register(hub.url, { scope: "delete_repo admin:everything" });
    expect([response.status, body["scope"]]).toEqual([201, undefined]);
    const greedy = await createOAuthClient(hub.url, hub.mcpUrl, { clientId: String(body["client_id"]) });
    const asked = greedy.authorization();
    const tokens = await greedy.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
    expect(tokens.scope).toBe("repo read:org read:user");
  });

  test("that do not exist are not given", async () => {
    const asked = client.authorization({ scope: "read:user admin:everything openid" });
    const tokens = await client.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
    expect(tokens.scope).toBe("read:user");
  });

  test("that a token lacks keep it from reading, and from hearing of what it may not read", async () => {
    const asked = client.authorization({ scope: "read:user" });
    const { access_token } = await client.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
    const uri = "github://repos/harbor/storefront/issues/1";
    const refused = async (method: string, params: object) => {
      const response = await send(hub.mcpUrl, access_token, method, { ...params });
      await response.body?.cancel();
      return [response.status, response.headers.get("www-authenticate")];
    };
    const challenge = [403, expect.stringContaining('error="insufficient_scope", scope="read:user repo"')];
    expect(await refused("resources/read", { uri })).toEqual(challenge);
    const notifications = { resourceSubscriptions: [uri] };
    expect(await refused("subscriptions/listen", { notifications })).toEqual(challenge);
  });

  test("beyond the grant are refused on a refresh", async () => {
    const asked = client.authorization({ scope: "read:user" });
    const tokens = await client.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
    const wider = await client.token({
      grant_type: "refresh_token",
      refresh_token: tokens.refresh_token,
      scope: "repo",
    });
    expect([wider.status, await wider.json()]).toMatchObject([400, { error: "invalid_scope" }]);
  });

  test("that the vendor has not granted are not in the token", async () => {
    const asked = client.authorization({ scope: "repo delete_repo" });
    const browser = hub.browser();
    const form = await browser.press(pageOf(await browser.visit(asked.url)), "token");
    const landing = landingOf(await browser.press(form, "connect", { token: hub.standIn.tokens.trenn }));
    expect((await client.redeem(asked, landing)).scope).toBe("repo");
  });
});
