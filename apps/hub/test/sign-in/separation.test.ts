import {
  createOAuthClient,
  type OAuthClient,
  pageOf,
  pasteToken,
  register,
  signIn,
  type Tokens,
} from "@fairlead/testkit/sign-in";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { callTool, send } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let folder: string;
const METRICS_TOKEN = "metrics-of-this-test";

let hub: RunningHub;
let client: OAuthClient;
/** What was sent to the vendor's token endpoint, whose log keeps no bodies. */
const posted: string[] = [];
beforeAll(async () => {
  // Before anything takes hold of `fetch`.
  const real = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    if (String(input).includes("/login/oauth/access_token")) posted.push(String(init?.body));
    return real(input, init);
  });
  folder = mkdtempSync(join(tmpdir(), "fairlead-separation-"));
  const env = { FAIRLEAD_DATA: join(folder, "data"), LOG_LEVEL: "trace", METRICS_TOKEN };
  hub = await startHub({ env, app: "app" });
  client = await createOAuthClient(hub.url, hub.mcpUrl);
});
afterAll(async () => {
  await hub.close();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const LOGINS = ["mlind", "trenn", "iokafor"];

async function signedIn(browser: ReturnType<RunningHub["browser"]>, login: string, by = client): Promise<Tokens> {
  const asked = by.authorization();
  return by.redeem(asked, await signIn(browser, asked, login));
}

const loginOf = async (token: string, url = hub.mcpUrl) => (await callTool(url, token, "get_me")).structured?.["login"];

describe("nobody ever works with another person's account", () => {
  test("from two browsers at the same time", async () => {
    const tokens = await Promise.all(LOGINS.map((login) => signedIn(hub.browser(), login)));
    const calls = Array.from({ length: 30 }, async (_, n) => {
      const at = n % LOGINS.length;
      return [LOGINS[at], await loginOf(tokens[at]?.access_token ?? "")];
    });
    for (const [expected, found] of await Promise.all(calls)) expect(found).toBe(expected);
  });

  test("from one browser, one after the other, with the same client", async () => {
    const browser = hub.browser();
    const tokens: string[] = [];
    for (const login of LOGINS) tokens.push((await signedIn(browser, login)).access_token);
    expect(await Promise.all(tokens.map((token) => loginOf(token)))).toEqual(LOGINS);
  });

  test("from one browser in tabs that overlap", async () => {
    const browser = hub.browser();
    const asked = LOGINS.map(() => client.authorization());
    const landings = await Promise.all(asked.map((each, at) => signIn(browser, each, LOGINS[at] ?? "")));
    const tokens = await Promise.all(asked.map((each, at) => client.redeem(each, landings[at] ?? new URL("x:"))));
    expect(await Promise.all(tokens.map(({ access_token }) => loginOf(access_token)))).toEqual(LOGINS);
  });

  test("with several accounts of one person, each at a URL of its own", async () => {
    const work = await createOAuthClient(hub.url, `${hub.mcpUrl}/@work`, { clientId: client.clientId });
    const browser = hub.browser();
    const [own, other] = [await signedIn(browser, "mlind"), await signedIn(browser, "trenn", work)];
    expect(await loginOf(own.access_token)).toBe("mlind");
    expect(await loginOf(other.access_token, `${hub.mcpUrl}/@work`)).toBe("trenn");
    expect(await loginOf(other.access_token)).toBeUndefined();
  });

  test("whose session it may know", async () => {
    const [one, two] = [await signedIn(hub.browser(), "mlind"), await signedIn(hub.browser(), "trenn")];
    const begun = await fetch(hub.mcpUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        authorization: `Bearer ${one.access_token}`,
      },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "x", version: "1" } },
      }),
    });
    const session = begun.headers.get("mcp-session-id") ?? "";
    const list = (token: string) =>
      fetch(hub.mcpUrl, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "mcp-session-id": session,
          "mcp-protocol-version": "2025-11-25",
          authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }),
      });
    expect(session).not.toBe("");
    expect((await list(one.access_token)).status).toBe(200);
    expect((await list(two.access_token)).status).toBe(404);
  });
});

describe("secrets stay where they belong", () => {
  test("the bearer never reaches the vendor, and the vendor's token nobody but the vendor", async () => {
    // Every way a token can be had or used, each remembered with what it must never be seen in.
    const browser = hub.browser();
    const ours = new Set<string>();
    const seen: string[] = [];
    const note = (tokens: Tokens) => {
      ours.add(tokens.access_token).add(tokens.refresh_token);
      return tokens;
    };
    const asked = client.authorization();
    const landing = await signIn(browser, asked, "mlind");
    ours.add(landing.searchParams.get("code") ?? "");
    const first = note(await client.redeem(asked, landing));
    const second = note((await (await client.refresh(first.refresh_token)).json()) as Tokens);
    const pasted = client.authorization();
    const shown = await pasteToken(browser, pasted.url, hub.standIn.tokens.trenn);
    if (!("landed" in shown)) throw new Error("The token was not taken.");
    const third = note(await client.redeem(pasted, shown.landed));
    await pasteToken(browser, client.authorization().url, "ghp_notatokenatallnotatokenatallnotatoken");
    const { body: confidential } = await register(hub.url, { token_endpoint_auth_method: "client_secret_basic" });
    ours.add(String(confidential["client_secret"]));

    hub.standIn.control.clock(null);
    for (const { access_token } of [second, third]) {
      for (const [method, params] of [
        ["tools/list", {}],
        ["tools/call", { name: "get_me", arguments: {} }],
        [
          "tools/call",
          { name: "get_file_contents", arguments: { owner: "harbor", repo: "storefront", path: "README.md" } },
        ],
        ["tools/call", { name: "get_issue", arguments: { owner: "harbor", repo: "storefront", number: 12 } }],
        ["resources/read", { uri: "github://repos/harbor/storefront/issues/12" }],
      ] as const) {
        const response = await send(hub.mcpUrl, access_token, method, params);
        expect([method, response.status]).toEqual([method, 200]);
        seen.push(await response.text(), JSON.stringify([...response.headers]));
      }
    }
    const vendors = new Set(vendorTokens());
    // One that the vendor ends early is renewed on the way.
    for (const [secret, { login, clientId }] of hub.standIn.world.tokens) {
      if (login === "mlind" && clientId !== undefined) hub.standIn.world.tokens.delete(secret);
    }
    const renewing: Awaited<ReturnType<typeof callTool>>[] = [];
    for (const page of [1, 2]) {
      const args = { owner: "harbor", repo: "storefront", limit: page };
      renewing.push(await callTool(hub.mcpUrl, second.access_token, "list_commits", args));
    }
    expect(renewing.at(-1)?.text).toContain('"sha"');
    seen.push(...renewing.map(({ text, wwwAuthenticate }) => `${text} ${wwwAuthenticate}`));
    expect(vendorTokens().filter((token) => !vendors.has(token)).length).toBeGreaterThan(0);
    for (const token of vendorTokens()) vendors.add(token);

    seen.push(pageOf(await browser.visit(`${hub.url}/interaction/${"x".repeat(21)}`)).html);
    const list = pageOf(await browser.press(await browser.visit(`${hub.url}/connections`), "mlind"));
    const connection = /name="connection" value="([^"]+)"/.exec(list.html)?.[1] ?? "";
    const renamed = pageOf(await browser.press(list, "rename", { connection, label: "Seen" }));
    const metrics = await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    expect(metrics.status).toBe(200);
    seen.push(list.html, renamed.html, await metrics.text());
    for (const token of vendorTokens()) vendors.add(token);

    expect([...vendors].filter((token) => /^gh[ur]_/.test(token)).length).toBeGreaterThan(3);
    const requests = hub.standIn.control.requests();
    expect(requests.length).toBeGreaterThan(5);
    // To the vendor: only its own.
    expect(posted.length).toBeGreaterThanOrEqual(3);
    const sent = JSON.stringify([requests, posted]);
    for (const token of ours) expect(sent).not.toContain(token);

    // In clear: in no answer, header, URL, cookie, log line or byte on disk.
    const places: Record<string, string> = {
      answers: seen.join("\n"),
      urls: browser.history.join("\n"),
      cookies: browser.jar.values().join("\n"),
      log: hub.log.join("\n"),
      ...files(join(folder, "data")),
    };
    expect(places["log"]).toContain("signed_in");
    expect(Object.keys(places).some((name) => name.endsWith("fairlead.db"))).toBe(true);
    for (const [place, text] of Object.entries(places)) {
      for (const secret of vendors) expect(holds(text, secret), `${place} holds a vendor token`).toBe(false);
      for (const secret of ours) {
        // The code alone travels in a URL, once, to the client: that is what a code is for.
        if (place === "urls" && secret === landing.searchParams.get("code")) continue;
        expect(holds(text, secret), `${place} holds a token of ours`).toBe(false);
      }
      const { clientSecret } = hub.standIn.apps.app;
      expect(holds(text, clientSecret), `${place} holds the app's secret`).toBe(false);
    }
  });

  test("the files are for this user alone", () => {
    for (const name of Object.keys(files(join(folder, "data"))))
      expect([name, statSync(name).mode & 0o077]).toEqual([name, 0]);
  });
});

/** Every token that the vendor knows at this moment. */
function vendorTokens(): string[] {
  return [...hub.standIn.world.tokens.keys(), ...hub.standIn.world.signIn.refreshTokens.keys()];
}

/** As it is, and as somebody might write it down by accident. */
function holds(text: string, secret: string): boolean {
  const forms = [secret, Buffer.from(secret).toString("base64url"), Buffer.from(secret).toString("hex")];
  return secret.length > 8 && forms.some((form) => text.includes(form));
}

function files(path: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(path).map((name) => [join(path, name), readFileSync(join(path, name), "latin1")]),
  );
}
