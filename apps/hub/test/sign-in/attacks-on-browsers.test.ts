import {
  createOAuthClient,
  landingOf,
  type OAuthClient,
  type Page,
  pageOf,
  pasteToken,
  signIn,
  textOf,
  toVendor,
} from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let hub: RunningHub;
let client: OAuthClient;
beforeAll(async () => {
  hub = await startHub();
  client = await createOAuthClient(hub.url, hub.mcpUrl);
});
afterAll(() => hub.close());

describe("consent belongs to the browser that gave it (CVE-2026-27124)", () => {
  test("the attacker's link, finished in the victim's browser, connects nobody", async () => {
    const [attacker, victim] = [hub.browser(), hub.browser()];
    const asked = client.authorization();
    const vendorPage = pageOf(await toVendor(attacker, asked.url));
    // The vendor may skip its own page for an app that the victim knows: one visit is enough then.
    const shown = pageOf(await victim.press(pageOf(await victim.visit(vendorPage.url)), "mlind"));
    expect(shown.status).toBe(403);
    expect(textOf(shown.html)).toContain("another browser");
    // Nothing is left for the attacker to pick up.
    const interaction = attacker.history.find((url) => url.includes("/interaction/")) ?? "";
    expect(pageOf(await attacker.visit(`${interaction}/finish`)).status).toBe(400);
    // And the attacker's own flow has not been used up by it either.
    expect(landingOf(await attacker.press(vendorPage, "driveby7")).searchParams.has("code")).toBe(true);
  });

  test("an interaction is shown to nobody but its own browser", async () => {
    const owner = hub.browser();
    const page = pageOf(await owner.visit(client.authorization().url));
    expect(page.status).toBe(200);
    for (const path of ["", "/token", "/finish"]) {
      expect(pageOf(await hub.browser().visit(`${page.url.href}${path}`)).status).toBe(400);
    }
  });

  test("two tabs do not get into each other's way", async () => {
    const browser = hub.browser();
    const [one, two] = [client.authorization(), client.authorization()];
    const [first, second] = [await toVendor(browser, one.url), await toVendor(browser, two.url)];
    expect(landingOf(await browser.press(second, "trenn")).searchParams.get("state")).toBe(two.state);
    expect(landingOf(await browser.press(first, "mlind")).searchParams.get("state")).toBe(one.state);
  });
});

describe("the state of the vendor's redirect", () => {
  const departed = async () => {
    const browser = hub.browser();
    const shown = pageOf(await toVendor(browser, client.authorization().url));
    return { browser, shown, state: shown.url.searchParams.get("state") ?? "" };
  };

  test("does not exist before the person has said yes", async () => {
    const browser = hub.browser();
    await browser.visit(client.authorization().url);
    expect(browser.jar.names().filter((name) => name.includes("flow"))).toEqual([]);
  });

  test("is long, and new each time", async () => {
    const [{ state: a }, { state: b }] = [await departed(), await departed()];
    expect(a).toMatch(/^[\w-]{43}$/);
    expect(a).not.toBe(b);
  });

  test("cannot be chosen by somebody else", async () => {
    const { browser } = await departed();
    const made = `${hub.url}/callback?code=made-up&state=${"x".repeat(43)}`;
    expect(pageOf(await browser.visit(made)).status).toBe(400);
  });

  test("is good once", async () => {
    const { browser, shown } = await departed();
    landingOf(await browser.press(shown, "mlind"));
    const callback = browser.history.find((url) => url.startsWith(`${hub.url}/callback`)) ?? "";
    const exchanges = () =>
      hub.standIn.control.requests().filter(({ path }) => path === "/login/oauth/access_token").length;
    const before = exchanges();
    // Refused there and then: it goes no further, and the vendor is not asked.
    expect((await browser.request(callback)).status).toBe(400);
    expect(exchanges()).toBe(before);
  });

  test("of one flow does not go with the cookie of another", async () => {
    const [mine, theirs] = [await departed(), await departed()];
    const crossed = `${hub.url}/callback?code=x&state=${theirs.state}`;
    expect(pageOf(await mine.browser.visit(crossed)).status).toBe(403);
  });
});

describe("forms", () => {
  const consent = async () => {
    const browser = hub.browser();
    return { browser, page: pageOf(await browser.visit(client.authorization().url)) };
  };
  const post = (from: Awaited<ReturnType<typeof consent>>, path: string, fields: object, headers: object = {}) =>
    from.browser.request(`${from.page.url.href}${path}`, {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin", origin: "null", ...headers },
      body: new URLSearchParams({ ...fields }),
    });
  const csrfOf = ({ html }: Page) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";

  test.each([
    ["the consent form", "", { choice: "oauth" }],
    ["the token form", "/token", { choice: "connect", token: "ghp_whatever" }],
  ])("%s is taken from our own page only", async (_name, path, fields) => {
    const from = await consent();
    const csrf = csrfOf(from.page);
    expect(csrf).not.toBe("");
    expect((await post(from, path, fields)).status).toBe(403);
    expect(
      (await post(from, path, { ...fields, csrf: csrf.replace(/^./, (c) => (c === "A" ? "B" : "A")) })).status,
    ).toBe(403);
    for (const site of ["cross-site", "same-site", "none"]) {
      const answer = await post(from, path, { ...fields, csrf }, { "sec-fetch-site": site });
      expect(answer.status, site).toBe(403);
    }
    const foreign = await post(from, path, { ...fields, csrf }, { origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
    // The proof of one interaction does not go with another.
    const other = await consent();
    expect((await post(from, path, { ...fields, csrf: csrfOf(other.page) })).status).toBe(403);
    expect((await post(from, path, { ...fields, csrf })).status).toBeLessThan(400);
  });

  /** Addresses that nobody has come from yet, in a second try neither. */
  let places = 0;

  test("tokens cannot be tried out without end from one address", async () => {
    places += 1;
    const network = `2001:db8:7:${places}`;
    const tried = async (address: string, token: string) => {
      const shown = await pasteToken(hub.browser(address), client.authorization().url, token);
      return "landed" in shown ? "taken" : textOf(shown.html);
    };
    const asked = () => hub.standIn.control.requests().filter(({ path }) => path.endsWith("/user")).length;
    const before = asked();
    const guess = () => `ghp_${Math.random().toString(36).slice(2).padEnd(36, "0")}`;
    const told: string[] = [];
    for (let count = 0; count < 14; count += 1) told.push(await tried(`${network}::1`, guess()));
    expect(told.filter((text) => text.includes("does not know this token"))).toHaveLength(10);
    expect(told.at(-1)).toContain("Too many tokens");
    expect(asked() - before).toBe(10);
    // Not even a good one, nor from the next address of the same network; others are not made to wait.
    expect(await tried(`${network}::2`, hub.standIn.tokens.trenn)).toContain("Too many tokens");
    expect(await tried(`2001:db8:8:${places}::1`, hub.standIn.tokens.trenn)).toBe("taken");
  });

  test("nor can the way to one's connections be opened without end", async () => {
    places += 1;
    const statuses: number[] = [];
    for (let count = 0; count < 24; count += 1) {
      statuses.push((await hub.browser(`192.0.2.${40 + places}`).request(`${hub.url}/connections`)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 303), 429, 429, 429, 429]);
    expect((await hub.browser(`192.0.2.${80 + places}`).request(`${hub.url}/connections`)).status).toBe(303);
  });

  test("what stands in a form's way is answered before anything is done", async () => {
    const from = await consent();
    await post(from, "", { choice: "oauth" });
    await post(from, "", { choice: "deny" });
    expect(from.browser.jar.names().filter((name) => name.includes("flow"))).toEqual([]);
    expect(pageOf(await from.browser.visit(from.page.url)).status).toBe(200);
  });
});

describe("pages", () => {
  const pages = async () => {
    const browser = hub.browser();
    const consent = pageOf(await browser.visit(client.authorization().url));
    const token = pageOf(await browser.press(consent, "token"));
    const expired = pageOf(await browser.visit(`${hub.url}/interaction/${"x".repeat(21)}`));
    const error = pageOf(await browser.visit(`${hub.url}/authorize?client_id=nobody`));
    const foreign = pageOf(await browser.visit(`${hub.url}/callback?state=x&code=y`));
    return { consent, token, expired, error, foreign };
  };

  test("cannot be framed, stored, or told to others by a referrer", async () => {
    for (const [name, { headers }] of Object.entries(await pages())) {
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy, name).toContain("frame-ancestors 'none'");
      expect(policy, name).toContain("default-src 'none'");
      expect(policy, name).not.toContain("unsafe-inline");
      expect(headers.get("x-frame-options"), name).toBe("DENY");
      expect(headers.get("cache-control"), name).toBe("no-store");
      expect(headers.get("referrer-policy"), name).toBe("no-referrer");
      expect(headers.get("x-content-type-options"), name).toBe("nosniff");
    }
  });

  test("hold no script", async () => {
    for (const { html } of Object.values(await pages())) expect(html).not.toMatch(/<script|\son\w+=|javascript:/i);
  });

  test.each([
    `<script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `</title><svg onload=alert(1)>`,
    `{{7*7}}\${7*7}<%= 7*7 %>`,
  ])("show a client's name as text: %s", async (name) => {
    const hostile = await createOAuthClient(hub.url, hub.mcpUrl, {
      metadata: { client_name: name, logo_uri: "https://evil.example/x.png", client_uri: "https://evil.example/" },
    });
    const browser = hub.browser();
    const consent = pageOf(await browser.visit(hostile.authorization().url));
    const token = pageOf(await browser.press(consent, "token"));
    for (const { html } of [consent, token]) {
      expect(html).not.toContain("<script");
      expect(html).not.toMatch(/<(?:img|svg)/);
      expect(html).not.toContain("evil.example");
    }
    expect(textOf(consent.html)).toContain(name);
  });

  test("say who asks, where the answer goes and what is asked for, on every sign-in", async () => {
    const browser = hub.browser();
    await signIn(browser, client.authorization(), "mlind");
    const again = textOf(pageOf(await browser.visit(client.authorization().url)).html);
    expect(again).toContain("Test client");
    expect(again).toContain("127.0.0.1:41999");
    expect(again).toContain("See your organizations and teams");
    expect(again).toContain(hub.mcpUrl);
  });
});

test("a second account signs in from the same browser, and each keeps its own", async () => {
  const browser = hub.browser();
  const tokens: string[] = [];
  for (const login of ["mlind", "trenn"]) {
    const asked = client.authorization();
    tokens.push((await client.redeem(asked, await signIn(browser, asked, login))).access_token);
  }
  const pasted = client.authorization();
  const landing = landingOf(await pasteToken(browser, pasted.url, hub.standIn.tokens.iokafor));
  tokens.push((await client.redeem(pasted, landing)).access_token);
  const logins = await Promise.all(
    tokens.map(async (token) => (await callTool(hub.mcpUrl, token, "get_me")).structured),
  );
  expect(logins.map((each) => each?.["login"])).toEqual(["mlind", "trenn", "iokafor"]);
  expect(browser.jar.names().some((name) => name.startsWith("_session"))).toBe(false);
});
