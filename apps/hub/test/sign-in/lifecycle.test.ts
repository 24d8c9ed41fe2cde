import {
  createOAuthClient,
  landingOf,
  type OAuthClient,
  pageOf,
  pasteToken,
  signIn,
  textOf,
  type Tokens,
  toVendor,
} from "@fairlead/testkit/sign-in";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

const HOUR = 3_600_000;

let hub: RunningHub;
let client: OAuthClient;
let vendorTrouble: ReturnType<typeof switchableTrouble>;
beforeEach(async () => {
  // Before anything looks at a clock: every part of the hub and the stand-in then has this one.
  vi.useFakeTimers({ toFake: ["Date"], shouldAdvanceTime: true });
  vendorTrouble = switchableTrouble();
  hub = await startHub({ app: "app" });
  client = await createOAuthClient(hub.url, hub.mcpUrl);
});
afterEach(async () => {
  await hub.close();
  vendorTrouble.restore();
  vi.useRealTimers();
});

async function signedIn(login: string, by = client): Promise<Tokens> {
  const asked = by.authorization();
  return by.redeem(asked, await signIn(hub.browser(), asked, login));
}

const me = (token: string) => callTool(hub.mcpUrl, token, "get_me");
const vendorTokens = (login: string) =>
  [...hub.standIn.world.tokens.values()].filter((token) => token.login === login && token.clientId !== undefined);

describe("when the vendor's token runs out", () => {
  const expired = async (login: string, work: (tokens: Tokens) => Promise<void>) => {
    const tokens = await signedIn(login);
    vi.setSystemTime(Date.now() + 9 * HOUR);
    const fresh = await client.refresh(tokens.refresh_token);
    await work((await fresh.json()) as Tokens);
  };
  const exchanges = () =>
    hub.standIn.control.requests().filter(({ path }) => path === "/login/oauth/access_token").length;

  test("it is renewed once, however many calls want it", async () => {
    await expired("mlind", async ({ access_token }) => {
      const before = exchanges();
      const calls = await Promise.all(Array.from({ length: 20 }, () => me(access_token)));
      expect(calls.map(({ structured }) => structured?.["login"])).toEqual(Array.from({ length: 20 }, () => "mlind"));
      expect(exchanges() - before).toBe(1);
    });
  });

  test("and the vendor says that it is over, the client is sent to sign in again, and can", async () => {
    await expired("trenn", async ({ access_token, refresh_token }) => {
      hub.standIn.world.signIn.refreshTokens.clear();
      const { status, wwwAuthenticate } = await me(access_token);
      expect([status, wwwAuthenticate]).toEqual([401, expect.stringContaining("resource_metadata=")]);
      expect((await client.refresh(refresh_token)).status).toBe(400);
      const again = await signedIn("trenn");
      expect((await me(again.access_token)).structured).toMatchObject({ login: "trenn" });
    });
  });

  test("and the vendor is down, nobody is signed out", async () => {
    await expired("iokafor", async ({ access_token, refresh_token }) => {
      vendorTrouble.on = true;
      const { status, text } = await me(access_token);
      vendorTrouble.on = false;
      expect([status, text]).toEqual([200, expect.stringContaining("upstream_unavailable")]);
      expect(vendorTrouble.hits).toBeGreaterThan(0);
      expect((await me(access_token)).structured).toMatchObject({ login: "iokafor" });
      expect((await client.refresh(refresh_token)).status).toBe(200);
    });
  });
});

test("a token that the vendor turns down in use leads to a fresh sign-in, not to a row of failures", async () => {
  const { access_token } = await signedIn("driveby7");
  for (const { secret } of vendorTokens("driveby7")) hub.standIn.world.tokens.delete(secret);
  hub.standIn.world.signIn.refreshTokens.clear();
  const first = await me(access_token);
  expect([200, 401]).toContain(first.status);
  expect((await me(access_token)).status).toBe(401);
});

describe("your connections", () => {
  test("shows what was connected, to its owner, who can rename and end it", async () => {
    const { access_token } = await signedIn("mlind");
    const strangers = await signedIn("trenn");
    const browser = hub.browser();
    const list = pageOf(await browser.press(await browser.visit(`${hub.url}/connections`), "mlind"));
    expect(list.url.pathname).toBe("/connections");
    expect(textOf(list.html)).toContain("mlind");
    expect(textOf(list.html)).toContain("Test client");
    expect(list.html).not.toContain("trenn");
    // Looking leaves no token of its own behind at the vendor.
    const id = /name="connection" value="([^"]+)"/.exec(list.html)?.[1] ?? "";
    const before = vendorTokens("mlind").length;
    const named = pageOf(await browser.press(list, "rename", { connection: id, label: "<b>Work</b>" }));
    expect(textOf(named.html)).toContain("<b>Work</b>");
    const ended = pageOf(await browser.press(named, "revoke", { connection: id }));
    expect(textOf(ended.html)).toContain("It was ended here and at GitHub");
    expect(vendorTokens("mlind").length).toBe(before - 1);
    expect((await me(access_token)).status).toBe(401);
    expect((await me(strangers.access_token)).status).toBe(200);
  });

  test("ends nothing that is somebody else's, and nothing without its own form", async () => {
    const { access_token } = await signedIn("trenn");
    const [owner, other] = [hub.browser(), hub.browser()];
    const mine = pageOf(await owner.press(await owner.visit(`${hub.url}/connections`), "trenn"));
    await signedIn("mlind");
    const theirs = pageOf(await other.press(await other.visit(`${hub.url}/connections`), "mlind"));
    const id = /name="connection" value="([^"]+)"/.exec(mine.html)?.[1] ?? "";
    expect(textOf(pageOf(await other.press(theirs, "revoke", { connection: id })).html)).toContain(
      "no such connection",
    );
    const csrf = /name="csrf" value="([^"]+)"/.exec(theirs.html)?.[1] ?? "";
    for (const body of [
      { choice: "revoke", connection: id },
      { choice: "revoke", connection: id, csrf },
    ]) {
      const answer = await owner.request(`${hub.url}/connections`, {
        method: "POST",
        headers: { "sec-fetch-site": "same-origin", origin: "null" },
        body: new URLSearchParams(body),
      });
      expect(answer.status).toBe(403);
    }
    expect((await me(access_token)).status).toBe(200);
  });

  test("opens with a pasted token where that is the way to sign in", async () => {
    const pat = await startHub({ standIn: hub.standIn, env: { AUTH_FORMS: "token" } });
    try {
      const own = await createOAuthClient(pat.url, pat.mcpUrl);
      const asked = own.authorization();
      await own.redeem(asked, landingOf(await pasteToken(pat.browser(), asked.url, hub.standIn.tokens.iokafor)));
      const browser = pat.browser();
      const form = await browser.visit(`${pat.url}/connections`);
      const list = pageOf(await browser.press(form, "connect", { token: hub.standIn.tokens.iokafor }));
      expect(textOf(list.html)).toContain("iokafor");
      // Looking must not end a token that is the person's own.
      expect(
        (
          await fetch(`${hub.standIn.restUrl}/user`, {
            headers: { authorization: `Bearer ${hub.standIn.tokens.iokafor}` },
          })
        ).status,
      ).toBe(200);
    } finally {
      await pat.close();
    }
  });
});

test("two clients of one person share what they need and end alone", async () => {
  const other = await createOAuthClient(hub.url, hub.mcpUrl, { metadata: { client_name: "Second" } });
  const [one, two] = [await signedIn("iokafor"), await signedIn("iokafor", other)];
  await client.revoke(one.refresh_token);
  expect((await me(one.access_token)).status).toBe(401);
  expect((await me(two.access_token)).structured).toMatchObject({ login: "iokafor" });
});

test("the person says no at the vendor, and the client hears of it", async () => {
  const browser = hub.browser();
  const asked = client.authorization();
  const landing = landingOf(await browser.press(await toVendor(browser, asked.url), "deny"));
  expect(Object.fromEntries(landing.searchParams)).toMatchObject({ error: "access_denied", state: asked.state });
});

test("a token that the vendor does not know is not stored, and the form says so", async () => {
  const browser = hub.browser();
  const form = pageOf(
    await pasteToken(browser, client.authorization().url, "ghp_000000000000000000000000000000000000"),
  );
  expect([form.status, textOf(form.html)]).toEqual([200, expect.stringContaining("does not know this token")]);
  expect(form.html).not.toContain("ghp_0000");
  const wrong = pageOf(await browser.press(form, "connect", { token: "xoxb-1234-5678" }));
  expect(wrong.html).not.toContain("xoxb-1234");
  expect(
    landingOf(await browser.press(wrong, "connect", { token: hub.standIn.tokens.trenn })).searchParams.has("code"),
  ).toBe(true);
});

/** The vendor's token endpoint answers 503 while it is on. To be set up before anything takes hold of `fetch`. */
function switchableTrouble(): { on: boolean; hits: number; restore(): void } {
  const real = globalThis.fetch;
  const trouble = { on: false, hits: 0, restore: () => spy.mockRestore() };
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const meant = String(input instanceof Request ? input.url : input).endsWith("/login/oauth/access_token");
    if (!meant || !trouble.on) return real(input, init);
    trouble.hits += 1;
    return new Response("upstream sneezed", { status: 503 });
  });
  return trouble;
}
