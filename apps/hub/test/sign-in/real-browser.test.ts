import { askPage, axeViolations, browserIsMissing, openBrowser, tabTo } from "@fairlead/testkit/chromium";
import { createOAuthClient, randomAddress, type OAuthClient } from "@fairlead/testkit/sign-in";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startClientPage, type ClientPage } from "./testing/client-page.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light", viewport: { width: 1000, height: 800 } },
  dark: { colorScheme: "dark", viewport: { width: 1000, height: 800 } },
  phone: { colorScheme: "light", viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true },
};

// Much is drawn here, on machines that have other work.
vi.setConfig({ testTimeout: 90_000 });

/** Set to a folder, it gets a picture of each page. */
const { SCREENSHOTS } = process.env;

/** Pixels by which a page is wider than its window. */
const OVERHANG = "document.documentElement.scrollWidth - innerWidth";

describe.skipIf(browserIsMissing())("a person at a real browser", () => {
  let hub: RunningHub;
  let chromium: Browser;
  let own: ClientPage;
  let client: OAuthClient;
  let app: OAuthClient;
  beforeAll(async () => {
    [hub, chromium, own] = await Promise.all([startHub(), openBrowser(), startClientPage()]);
    client = await createOAuthClient(hub.url, hub.mcpUrl, {
      redirectUri: own.redirectUri,
      metadata: { client_name: "Claude Code" },
    });
    app = await createOAuthClient(hub.url, hub.mcpUrl, {
      redirectUri: "cursor://anysphere.cursor-mcp/oauth/callback",
      metadata: { client_name: "Cursor" },
    });
  });
  afterAll(async () => {
    await chromium.close();
    await own[Symbol.asyncDispose]();
    await hub.close();
  });

  /** A window of a person who was never here. Whatever the browser complains of fails the test: its policy above all. */
  async function atBrowser(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
    // From another address each: tokens that are tried are counted by it.
    const extraHTTPHeaders = { "x-forwarded-for": randomAddress() };
    const context = await chromium.newContext({ ...options, extraHTTPHeaders });
    const complaints: string[] = [];
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.location().url.startsWith(hub.url)) complaints.push(message.text());
    });
    page.on("pageerror", (error) => void complaints.push(error.message));
    await work(page);
    await context.close();
    // No machine of ours has the app that the last page opens.
    expect(complaints.filter((text) => !text.includes("Failed to launch 'cursor:"))).toEqual([]);
  }

  const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name }).waitFor();
  const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();

  async function redeemed(by: OAuthClient, asked: ReturnType<OAuthClient["authorization"]>, landing: string) {
    const { access_token } = await by.redeem(asked, new URL(landing));
    return (await callTool(hub.mcpUrl, access_token, "get_me")).structured?.["login"];
  }

  /** One of our pages: nothing that runs, nothing that sticks out, nothing that axe finds. */
  async function looksRight(page: Page, name: string, look = "light"): Promise<void> {
    expect([name, await page.locator("script, style, [style], iframe, img").count()]).toEqual([name, 0]);
    if (SCREENSHOTS !== undefined) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}-${look}.png`), fullPage: true });
    }
    expect([name, await askPage(page, OVERHANG)]).toEqual([name, 0]);
    // The other looks have the same words, and colours that the pages' own tests have measured.
    if (look === "light") expect([name, await axeViolations(page)]).toEqual([name, []]);
  }

  describe.each(Object.entries(LOOKS))("%s", (look, options) => {
    test("pastes a token, after a wrong one, and sees how it ended", async () => {
      await atBrowser(options, async (page) => {
        const asked = app.authorization();
        await page.goto(asked.url.href);
        await heading(page, "Connect GitHub?");
        await looksRight(page, "consent", look);
        await press(page, "Use a token");
        await page.getByLabel("Token").waitFor();
        await page.getByLabel("Token").fill("ghp_thisisnotthetokenofanybodyatall000000");
        await press(page, "Connect");
        await page.getByRole("alert").waitFor();
        await looksRight(page, "token-form", look);
        expect(await page.getByLabel("Token").inputValue()).toBe("");
        await page.getByLabel("Token").fill(hub.standIn.tokens.trenn);
        await press(page, "Connect");
        await heading(page, "GitHub is connected");
        await looksRight(page, "success", look);
        const landing = (await page.getByRole("link", { name: "Back to the app" }).getAttribute("href")) ?? "";
        expect(await redeemed(app, asked, landing)).toBe("trenn");
      });
    });

    test("looks at their connections, renames one and ends it", async () => {
      await atBrowser(options, async (page) => {
        const asked = client.authorization();
        await page.goto(asked.url.href);
        await press(page, "Continue to GitHub");
        await press(page, /iokafor/);
        const { access_token } = await client.redeem(asked, new URL(page.url()));
        await page.goto(`${hub.url}/connections`);
        await press(page, /iokafor/);
        await heading(page, "Your GitHub connections");
        const name = `Work ${look}`;
        await page.locator("summary", { hasText: "Rename" }).first().click();
        await page
          .getByLabel(/^Name of/)
          .first()
          .fill(name);
        await looksRight(page, "connections", look);
        await press(page, "Save name");
        await page.getByRole("status").waitFor();
        await page.getByRole("heading", { name }).waitFor();
        await page.locator("summary", { hasText: `Disconnect ${name}` }).click();
        await press(page, `Disconnect ${name}`);
        await page.getByText("It was ended here and at GitHub").waitFor();
        expect((await callTool(hub.mcpUrl, access_token, "get_me")).status).toBe(401);
      });
    });
  });

  test("consents, signs in at the vendor, and is back in the client", async () => {
    await atBrowser({}, async (page) => {
      const asked = client.authorization();
      await page.goto(asked.url.href);
      await heading(page, "Connect GitHub?");
      await press(page, "Continue to GitHub");
      await press(page, /mlind/);
      await heading(page, "Back in the client");
      expect(await redeemed(client, asked, page.url())).toBe("mlind");
    });
  });

  test("says no, and is told that nothing happened", async () => {
    await atBrowser({}, async (page) => {
      await page.goto(app.authorization().url.href);
      await press(page, "Cancel");
      await heading(page, "Nothing was connected");
      await looksRight(page, "declined");
    });
  });

  test("is told what is wrong with a link", async () => {
    const wrong = [
      ["expired", `${hub.url}/interaction/${"x".repeat(21)}`, "There is nothing to go on with"],
      ["unknown-app", `${hub.url}/authorize?client_id=nobody`, "This app is not known here"],
      ["elsewhere", client.authorization({ response_type: "token" }).url.href, "This sign-in cannot go on"],
    ] as const;
    const context = await chromium.newContext();
    const page = await context.newPage();
    for (const [name, url, title] of wrong) {
      await page.goto(url);
      await heading(page, title);
      await looksRight(page, name);
    }
    await context.close();
  });

  describe("with the keyboard alone", () => {
    test("signs in at the vendor", async () => {
      await atBrowser({}, async (page) => {
        const asked = client.authorization();
        await page.goto(asked.url.href);
        await tabTo(page, /\|Continue to GitHub$/, hub.url);
        await page.keyboard.press("Enter");
        await heading(page, /^Authorize/);
        await tabTo(page, /mlind/, hub.url);
        await page.keyboard.press("Enter");
        await heading(page, "Back in the client");
        expect(await redeemed(client, asked, page.url())).toBe("mlind");
      });
    });

    test("pastes a token", async () => {
      await atBrowser({}, async (page) => {
        const asked = client.authorization();
        await page.goto(asked.url.href);
        await tabTo(page, /\|Use a token$/, hub.url);
        await page.keyboard.press("Space");
        await page.getByLabel("Token").waitFor();
        await tabTo(page, /\|token\|/, hub.url);
        await page.keyboard.insertText(hub.standIn.tokens.mlind);
        await page.keyboard.press("Enter");
        await heading(page, "Back in the client");
        expect(await redeemed(client, asked, page.url())).toBe("mlind");
      });
    });

    test("renames a connection and ends it", async () => {
      await atBrowser({}, async (page) => {
        const asked = client.authorization();
        await page.goto(asked.url.href);
        await press(page, "Continue to GitHub");
        await press(page, /driveby7/);
        await client.redeem(asked, new URL(page.url()));
        await page.goto(`${hub.url}/connections`);
        await tabTo(page, /driveby7/, hub.url);
        await page.keyboard.press("Enter");
        await heading(page, "Your GitHub connections");
        await tabTo(page, /\|Rename/, hub.url);
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Control+A");
        await page.keyboard.insertText("Typed");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Typed" }).waitFor();
        await tabTo(page, /\|Disconnect Typed$/, hub.url);
        await page.keyboard.press("Space");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.getByText("It was ended here and at GitHub").waitFor();
      });
    });
  });

  test("no script runs on a page, whoever brings it there", async () => {
    const hostile = await createOAuthClient(hub.url, hub.mcpUrl, {
      redirectUri: own.redirectUri,
      metadata: {
        client_name: "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">",
      },
    });
    const context = await chromium.newContext();
    const page = await context.newPage();
    await page.goto(hostile.authorization().url.href);
    await heading(page, "Connect GitHub?");
    expect(await page.title()).toBe("Connect GitHub");
    // Even where somebody had found a way past the escaping.
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = `taken`' }))",
    );
    expect(await page.title()).toBe("Connect GitHub");
    await context.close();
  });
});
