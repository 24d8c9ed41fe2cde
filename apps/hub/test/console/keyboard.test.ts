import { askPage, axeViolations, browserIsMissing, openBrowser, tabTo } from "@fairlead/testkit/chromium";
import { createOAuthClient, signIn } from "@fairlead/testkit/sign-in";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startHub, type RunningHub } from "../sign-in/testing/start-hub.ts";

// Much is drawn here, on machines that have other work.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const PASSWORD = "a long enough password";
const HASH = "scrypt:16384:8:1:a2Ylg_H-RqGhQvpLpPFt1Q:1i2smodIynRNrpi2DzhFBFZWeo_AiXbt23FRI8EzrRo";
/** Set to a folder, it gets a picture of each page. */
const { SCREENSHOTS } = process.env;
const OVERHANG = "document.documentElement.scrollWidth - innerWidth";

describe.skipIf(browserIsMissing())("the whole console by keyboard", () => {
  let hub: RunningHub;
  let chromium: Browser;
  beforeAll(async () => {
    chromium = await openBrowser();
  });
  afterAll(() => chromium.close());
  beforeEach(async () => {
    hub = await startHub({ env: { OPERATOR_PASSWORD_HASH: HASH } });
  });
  afterEach(() => hub.close());

  const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name }).waitFor();

  /** Everything that axe finds in the light, and colours in the dark; nothing sticks out on a phone. */
  async function looksRight(page: Page, name: string): Promise<void> {
    expect([name, await axeViolations(page)]).toEqual([name, []]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect([name, await axeViolations(page, ["color-contrast"])]).toEqual([name, []]);
    await picture(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await picture(page, name);
    const size = page.viewportSize() ?? { width: 1000, height: 800 };
    await page.setViewportSize({ width: 340, height: 700 });
    expect([name, await askPage(page, OVERHANG)]).toEqual([name, 0]);
    await picture(page, `${name}-phone`);
    await page.setViewportSize(size);
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (SCREENSHOTS === undefined) return;
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  }

  /** A window of a person who was never here. Whatever the browser complains of fails the test: its policy above all. */
  async function atBrowser(work: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
    const context = await chromium.newContext({ viewport: { width: 1000, height: 800 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.location().url.startsWith(hub.url)) complaints.push(message.text());
    });
    page.on("pageerror", (error) => void complaints.push(error.message));
    await work(page, context);
    await context.close();
    // A page that says what is wrong is one with a status that says so, too.
    expect(complaints.filter((text) => !text.includes("status of 40"))).toEqual([]);
  }

  test("an owner copies the URL, narrows a connection, mends a mistake, looks at what was done, signs a program out", async () => {
    const client = await createOAuthClient(hub.url, hub.mcpUrl, { metadata: { client_name: "Claude Code" } });
    const asked = client.authorization();
    await client.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
    await atBrowser(async (page, context) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.goto(`${hub.url}/`);
      await heading(page, "GitHub");
      await looksRight(page, "landing");
      await tabTo(page, /Copy the URL/, hub.url);
      await page.keyboard.press("Enter");
      await page.getByText("Copied", { exact: true }).first().waitFor();
      expect(await askPage(page, "navigator.clipboard.readText()")).toBe(hub.mcpUrl);
      await tabTo(page, /Your connections/, hub.url);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /mlind/ }).waitFor();
      await tabTo(page, /mlind/, hub.url);
      await page.keyboard.press("Enter");
      await heading(page, "Your GitHub connections");
      await tabTo(page, /What it may do/, hub.url);
      await page.keyboard.press("Enter");
      await heading(page, "mlind");

      await tabTo(page, /^access-full/, hub.url);
      await page.keyboard.press("ArrowUp");
      await tabTo(page, /Tools of Issues/, hub.url);
      await page.keyboard.press("Enter");
      await tabTo(page, /^tool-create_issue/, hub.url);
      await page.keyboard.press("Space");
      await tabTo(page, /limit-minute/, hub.url);
      await page.keyboard.insertText("often");
      await tabTo(page, /^allow-read/, hub.url);
      await page.keyboard.insertText("harbor/*");
      await tabTo(page, /Save permissions/, hub.url);
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
      expect(await page.getByLabel("May be reached", { exact: true }).inputValue()).toBe("harbor/*");
      await looksRight(page, "permissions-problem");
      await tabTo(page, /limit-minute/, hub.url);
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText("20");
      await tabTo(page, /Save permissions/, hub.url);
      await page.keyboard.press("Space");
      await page.locator(":focus", { hasText: "Saved." }).waitFor();
      const sent: string[] = [];
      page.on("request", (request) => void sent.push(request.method()));
      await page.reload();
      await page.getByText("Saved.").waitFor();
      expect(new Set(sent)).toEqual(new Set(["GET"]));
      for (const summary of await page.locator("summary").all()) await summary.press("Enter");
      await looksRight(page, "permissions");
      expect(await page.locator("#access-write").isChecked()).toBe(true);
      expect(await page.locator("#tool-create_issue").isChecked()).toBe(false);

      await tabTo(page, /What was done with it/, hub.url);
      await page.keyboard.press("Enter");
      await heading(page, "What was done with mlind");
      await page.getByText("policy.change").first().waitFor();
      await looksRight(page, "audit");
      await tabTo(page, /filter-request/, hub.url);
      await page.keyboard.insertText("nobodys");
      await page.keyboard.press("Enter");
      await page.getByText("Nothing is on record that fits.").waitFor();
      await tabTo(page, /\|mlind$/, hub.url);
      await page.keyboard.press("Enter");
      await heading(page, "mlind");
      await tabTo(page, /Sign out Claude Code/, hub.url);
      await page.keyboard.press("Enter");
      await heading(page, "Your GitHub connections");
      await page.getByText("Nothing is connected.").waitFor();
    });
  });

  test("an operator signs in, looks at every page, ends a connection, and leaves", async () => {
    const client = await createOAuthClient(hub.url, hub.mcpUrl);
    const asked = client.authorization();
    await client.redeem(asked, await signIn(hub.browser(), asked, "trenn"));
    await atBrowser(async (page) => {
      await page.goto(`${hub.url}/operator`);
      await heading(page, "Operator");
      await looksRight(page, "operator-sign-in");
      await tabTo(page, /^password/, hub.url);
      await page.keyboard.insertText(PASSWORD);
      await page.keyboard.press("Enter");
      await heading(page, "Connections");
      await looksRight(page, "operator");
      for (const title of ["Audit log", "Limits", "Vendor budgets", "Jobs"]) {
        await tabTo(page, new RegExp(`\\|${title}$`), hub.url);
        await page.keyboard.press("Enter");
        await heading(page, title);
        await looksRight(page, `operator-${title.toLowerCase().replace(" ", "-")}`);
      }
      await tabTo(page, /\|Connections$/, hub.url);
      await page.keyboard.press("Enter");
      await heading(page, "Connections");
      await tabTo(page, /End the connection of trenn/, hub.url);
      await page.keyboard.press("Enter");
      await tabTo(page, /End connection of trenn/, hub.url);
      await page.keyboard.press("Enter");
      await page.getByText("It was ended.").waitFor();
      await tabTo(page, /Sign out operator/, hub.url);
      await page.keyboard.press("Enter");
      await heading(page, "Operator");
    });
  });
});
