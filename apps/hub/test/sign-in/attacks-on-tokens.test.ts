import {
  createOAuthClient,
  type OAuthClient,
  pageOf,
  REDIRECT_URI,
  signIn,
  type Tokens,
  toVendor,
} from "@fairlead/testkit/sign-in";
import { github } from "@fairlead/github";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { callTool, send } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let hub: RunningHub;
let client: OAuthClient;
beforeAll(async () => {
  hub = await startHub();
  client = await createOAuthClient(hub.url, hub.mcpUrl);
});
afterAll(() => hub.close());

const SECONDS = 1000;

async function signedIn(parameters: Record<string, string> = {}, login = "mlind"): Promise<Tokens> {
  const asked = client.authorization(parameters);
  return client.redeem(asked, await signIn(hub.browser(), asked, login));
}

async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

const statusOf = async (token: string | undefined, url = hub.mcpUrl) => (await callTool(url, token, "get_me")).status;

describe("without a good token", () => {
  test("a request is told where to get one, and for what", async () => {
    const { status, wwwAuthenticate } = await callTool(hub.mcpUrl, undefined, "get_me");
    expect(status).toBe(401);
    expect(wwwAuthenticate).toBe(
      `Bearer resource_metadata="${hub.url}/.well-known/oauth-protected-resource/mcp", scope="repo read:org read:user"`,
    );
  });

  test.each(["nonsense", "ghp_0123456789", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtbGluZCJ9."])(
    "%s is none",
    async (token) => {
      const { status, wwwAuthenticate } = await callTool(hub.mcpUrl, token, "get_me");
      expect([status, wwwAuthenticate]).toEqual([401, expect.stringContaining('error="invalid_token"')]);
    },
  );

  test("a header that holds no token is told so: signing in again would not help", async () => {
    const { status, wwwAuthenticate } = await callTool(hub.mcpUrl, "two words", "get_me");
    expect([status, wwwAuthenticate]).toEqual([400, expect.stringContaining('error="invalid_request"')]);
  });

  test("the vendor's own token is none: nothing is passed through", async () => {
    expect(await statusOf(hub.standIn.tokens.mlind)).toBe(401);
  });

  test("a refresh token or a code is none", async () => {
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    expect(await statusOf(landing.searchParams.get("code") ?? "")).toBe(401);
    const { refresh_token } = await client.redeem(asked, landing);
    expect(await statusOf(refresh_token)).toBe(401);
  });

  test.each(["GET", "DELETE"])("%s is refused alike", async (method) => {
    const headers = { accept: "text/event-stream", "mcp-session-id": "x" };
    expect((await fetch(hub.mcpUrl, { method, headers })).status).toBe(401);
  });
});

describe("a token in the URL", () => {
  test.each([
    ["alone", undefined],
    ["beside a good header", "header"],
  ])("is refused %s", async (_name, header) => {
    const { access_token } = await signedIn();
    const response = await send(`${hub.mcpUrl}?access_token=${access_token}`, header && access_token, "tools/call", {
      name: "get_me",
      arguments: {},
    });
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining('error="invalid_request"'),
    ]);
  });
});

describe("a token ends", () => {
  test("after ten minutes, to the second", async () => {
    const { access_token } = await signedIn();
    expect(await later(598 * SECONDS, () => statusOf(access_token))).toBe(200);
    expect(await later(601 * SECONDS, () => statusOf(access_token))).toBe(401);
  });

  test("at once when it is revoked, and its grant stays", async () => {
    const { access_token, refresh_token } = await signedIn();
    expect((await client.revoke(access_token)).status).toBe(200);
    expect(await statusOf(access_token)).toBe(401);
    expect((await client.refresh(refresh_token)).status).toBe(200);
  });

  test("with the refresh token's revocation, and the vendor's token goes, too", async () => {
    const { access_token, refresh_token } = await signedIn({}, "iokafor");
    const before = appTokensOf("iokafor");
    expect((await client.revoke(refresh_token)).status).toBe(200);
    expect(await statusOf(access_token)).toBe(401);
    expect((await client.refresh(refresh_token)).status).toBe(400);
    await vi.waitFor(() => expect(appTokensOf("iokafor")).toBe(before - 1));
  });

  test("for nobody but the client that it was given to", async () => {
    const { access_token, refresh_token } = await signedIn();
    const other = await createOAuthClient(hub.url, hub.mcpUrl, { metadata: { client_name: "Another" } });
    for (const token of [access_token, refresh_token]) await (await other.revoke(token)).text();
    expect(await statusOf(access_token)).toBe(200);
    expect((await other.refresh(refresh_token)).status).toBe(400);
    expect((await client.refresh(refresh_token)).status).toBe(200);
  });
});

describe("a token is for one URL", () => {
  test("and for no other form of the same endpoint", async () => {
    const { access_token } = await signedIn();
    for (const form of ["/readonly", "/lazy", "/x/issues", "/@work"]) {
      expect([form, await statusOf(access_token, `${hub.mcpUrl}${form}`)]).toEqual([form, 401]);
    }
    const readonly = await createOAuthClient(hub.url, `${hub.mcpUrl}/readonly`, { clientId: client.clientId });
    const asked = readonly.authorization();
    const narrow = await readonly.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
    expect(await statusOf(narrow.access_token, `${hub.mcpUrl}/readonly`)).toBe(200);
    expect(await statusOf(narrow.access_token)).toBe(401);
  });

  test("whatever the client asks for at the token endpoint", async () => {
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    const response = await client.token({
      grant_type: "authorization_code",
      code: landing.searchParams.get("code") ?? "",
      code_verifier: asked.verifier,
      redirect_uri: REDIRECT_URI,
      resource: `${hub.mcpUrl}/lazy`,
    });
    expect([response.status, await response.json()]).toMatchObject([400, { error: "invalid_target" }]);
  });

  test("or on a refresh", async () => {
    const { refresh_token } = await signedIn();
    for (const resource of [`${hub.mcpUrl}/@work`, "https://elsewhere.example/mcp"]) {
      const response = await client.token({ grant_type: "refresh_token", refresh_token, resource });
      expect([response.status, await response.json()]).toMatchObject([400, { error: "invalid_target" }]);
    }
  });

  test("and for one connector (CVE-2025-69196)", async () => {
    const twin = { ...github, name: "twin" };
    const both = await startHub({ standIn: hub.standIn, connectors: [github, twin] });
    try {
      const [here, there] = [`${both.url}/github`, `${both.url}/twin`];
      const own = await createOAuthClient(here, `${here}/mcp`);
      const asked = own.authorization();
      const landing = await signIn(both.browser(), asked, "mlind");
      // Neither the code nor the client nor the token mean anything next door.
      const neighbour = await createOAuthClient(there, `${there}/mcp`, { clientId: own.clientId });
      await expect(neighbour.redeem(asked, landing)).rejects.toThrow(/invalid_client/);
      const { access_token, refresh_token } = await own.redeem(asked, landing);
      expect(await statusOf(access_token, `${here}/mcp`)).toBe(200);
      expect(await statusOf(access_token, `${there}/mcp`)).toBe(401);
      expect((await neighbour.refresh(refresh_token)).status).toBe(401);
      const crossed = await createOAuthClient(here, `${there}/mcp`, { clientId: own.clientId });
      const page = await both.browser().visit(crossed.authorization().url);
      expect("html" in page && page.html).toContain("invalid_target");
      // Nor does the way back from the vendor.
      const browser = both.browser();
      const departed = pageOf(await toVendor(browser, own.authorization().url));
      const state = departed.url.searchParams.get("state") ?? "";
      expect(pageOf(await browser.visit(`${there}/callback?code=x&state=${state}`)).status).toBe(400);
    } finally {
      await both.close();
    }
  });
});

describe("a code", () => {
  test("redeemed six times at once gives tokens once", async () => {
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    const redeem = async () => {
      const response = await client.token({
        grant_type: "authorization_code",
        code: landing.searchParams.get("code") ?? "",
        code_verifier: asked.verifier,
        redirect_uri: REDIRECT_URI,
      });
      await response.text();
      return response.status;
    };
    const statuses = await Promise.all(Array.from({ length: 6 }, redeem));
    expect(statuses.toSorted()).toEqual([200, 400, 400, 400, 400, 400]);
  });

  test("that comes back ends what was given for it", async () => {
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    const tokens = await client.redeem(asked, landing);
    expect(await statusOf(tokens.access_token)).toBe(200);
    await expect(client.redeem(asked, landing)).rejects.toThrow(/invalid_grant/);
    expect(await statusOf(tokens.access_token)).toBe(401);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(400);
  });

  test("lives for a minute", async () => {
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    await later(61 * SECONDS, () => expect(client.redeem(asked, landing)).rejects.toThrow(/invalid_grant/));
  });
});

describe("a refresh token", () => {
  const refreshed = async (token: string) => {
    const response = await client.refresh(token);
    return { status: response.status, tokens: (await response.json()) as Tokens };
  };

  test("is good once more within half a minute, for an answer that got lost and for several windows", async () => {
    const { refresh_token } = await signedIn();
    const answers = await Promise.all([refresh_token, refresh_token, refresh_token].map(refreshed));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ tokens }) => tokens.refresh_token)).size).toBe(3);
    for (const { tokens } of answers) expect(await statusOf(tokens.access_token)).toBe(200);
    await later(29 * SECONDS, async () => expect((await refreshed(refresh_token)).status).toBe(200));
  });

  test("replayed after that ends the whole grant", async () => {
    const { refresh_token } = await signedIn();
    const { tokens } = await refreshed(refresh_token);
    await later(31 * SECONDS, async () => {
      expect((await refreshed(refresh_token)).status).toBe(400);
      expect(await statusOf(tokens.access_token)).toBe(401);
      expect((await refreshed(tokens.refresh_token)).status).toBe(400);
    });
  });

  test("replayed once its successor has been used ends it at once: the client had its answer", async () => {
    const { refresh_token } = await signedIn();
    const second = (await refreshed(refresh_token)).tokens;
    const third = (await refreshed(second.refresh_token)).tokens;
    expect(await statusOf(third.access_token)).toBe(200);
    expect((await refreshed(refresh_token)).status).toBe(400);
    expect(await statusOf(third.access_token)).toBe(401);
  });

  test("lives for thirty days unless it is used, and for half a year if it is", async () => {
    const day = 24 * 3600 * SECONDS;
    let token = (await signedIn()).refresh_token;
    expect((await later(31 * day, () => refreshed(token))).status).toBe(400);
    for (let days = 25; days < 180; days += 25)
      token = (await later(days * day, () => refreshed(token))).tokens.refresh_token;
    expect(token).toBeTypeOf("string");
    expect((await later(181 * day, () => refreshed(token))).status).toBe(400);
  });
});

/** The tokens that the vendor keeps for our app. */
function appTokensOf(login: string): number {
  const { tokens } = hub.standIn.world;
  return [...tokens.values()].filter((token) => token.login === login && token.clientId !== undefined).length;
}
