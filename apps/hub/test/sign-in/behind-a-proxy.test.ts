import {
  type Browser,
  createBrowser,
  createOAuthClient,
  freePort,
  landingOf,
  pageOf,
  REDIRECT_URI,
  toVendor,
} from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

const PUBLIC = "https://mcp.example.com/fairlead";

let hub: RunningHub;
let local: string;
let client: Awaited<ReturnType<typeof createOAuthClient>>;
beforeAll(async () => {
  local = `http://127.0.0.1:${await freePort()}`;
  hub = await startHub({ env: { PUBLIC_URL: PUBLIC, PORT: new URL(local).port }, mountByName: true });
  // Away from loopback, the vendor sends people back to registered addresses only.
  const { apps } = hub.standIn.world.signIn;
  for (const [id, app] of apps) apps.set(id, { ...app, callbackUrls: [`${PUBLIC}/github/callback`] });
  client = await createOAuthClient(`${local}/github`, `${PUBLIC}/github/mcp`);
});
afterAll(() => hub.close());

/** As nginx would: TLS ends at the proxy, which takes `/fairlead` off and leaves `/.well-known` alone. */
function throughProxy(url: URL): { url: URL; headers?: Record<string, string> } {
  if (url.host !== "mcp.example.com") return { url };
  const path = url.pathname.startsWith("/fairlead/") ? url.pathname.slice("/fairlead".length) : url.pathname;
  return {
    url: new URL(path + url.search, local),
    headers: { "x-forwarded-host": url.host, "x-forwarded-proto": "https" },
  };
}

function publicBrowser(): Browser {
  return createBrowser(["mcp.example.com", new URL(hub.standIn.url).host], "10.9.8.7", throughProxy);
}

test("every URL is the public one", async () => {
  const browser = publicBrowser();
  const at = async (path: string) =>
    (await browser.request(`https://mcp.example.com${path}`)).json() as Promise<unknown>;
  expect(await at("/.well-known/oauth-authorization-server/fairlead/github")).toMatchObject({
    issuer: `${PUBLIC}/github`,
    authorization_endpoint: `${PUBLIC}/github/authorize`,
    token_endpoint: `${PUBLIC}/github/token`,
  });
  expect(await at("/fairlead/github/.well-known/openid-configuration")).toMatchObject({ issuer: `${PUBLIC}/github` });
  expect(await at("/.well-known/oauth-protected-resource/fairlead/github/mcp")).toMatchObject({
    resource: `${PUBLIC}/github/mcp`,
    authorization_servers: [`${PUBLIC}/github`],
  });
  const unknown = await browser.request(`${PUBLIC}/github/mcp`, {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
  });
  expect(unknown.headers.get("www-authenticate")).toContain(
    'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/fairlead/github/mcp"',
  );
});

test("a sign-in goes through, with cookies that only https and only this host get", async () => {
  const browser = publicBrowser();
  const asked = client.authorization();
  const start = new URL(asked.url.href.replace(local, PUBLIC));
  const vendorPage = pageOf(await toVendor(browser, start));
  expect(new URL(vendorPage.url).searchParams.get("redirect_uri")).toBe(`${PUBLIC}/github/callback`);
  expect(browser.jar.names().filter((name) => name.startsWith("__Host-flow-"))).toHaveLength(1);
  for (const line of browser.jar.lines()) {
    expect(line).toMatch(/; ?secure/i);
    expect(line).toMatch(/; ?httponly/i);
    expect(line).toMatch(/; ?samesite=lax/i);
    if (line.startsWith("__Host-")) expect(line).toMatch(/; ?path=\/(?:;|$)/i);
  }
  const landing = landingOf(await browser.press(vendorPage, "mlind"));
  expect(landing.href.startsWith(`${REDIRECT_URI}?`)).toBe(true);
  expect(landing.searchParams.get("iss")).toBe(`${PUBLIC}/github`);
  expect((await client.redeem(asked, landing)).scope).toBe("repo read:org read:user");
});

test("a page and what it needs are found below the public path", async () => {
  const browser = publicBrowser();
  const page = pageOf(await browser.visit(client.authorization().url.href.replace(local, PUBLIC)));
  const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(page.html)?.[1] ?? "";
  expect(sheet).toMatch(/^\/fairlead\/assets\//);
  const style = await browser.request(new URL(sheet, page.url));
  expect([style.status, style.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
});
