import { axeViolations, browserIsMissing, openBrowser } from "@fairlead/testkit/chromium";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPages } from "./create-pages.ts";
import { startPageSite, type PageSite } from "./testing/page-site.ts";
import { samplePages } from "./testing/sample-pages.ts";

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light", viewport: { width: 1000, height: 800 } },
  dark: { colorScheme: "dark", viewport: { width: 1000, height: 800 } },
  phone: { colorScheme: "light", viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
};

/** Pixels by which a page is wider than its window. */
const OVERHANG = "document.documentElement.scrollWidth - innerWidth";
/** The height of the lowest thing to press, in pixels (WCAG 2.2, 2.5.8). */
const LOWEST_BUTTON = `Math.min(...[...document.querySelectorAll("button, a.button, summary")].map(
  (each) => each.getBoundingClientRect().height))`;

describe.skipIf(browserIsMissing())("in a browser", () => {
  let browser: Browser;
  let site: PageSite;
  beforeAll(async () => {
    [browser, site] = await Promise.all([openBrowser(), startPageSite()]);
  });
  afterAll(async () => {
    await browser.close();
    await site[Symbol.asyncDispose]();
  });

  /** Opens a page; what the browser complains of, such as the content security policy, is collected. */
  async function openPage(options: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext(options);
    const complaints: string[] = [];
    const page = await context.newPage();
    page.on("console", (message) => void complaints.push(message.text()));
    page.on("pageerror", (error) => void complaints.push(error.message));
    return { page, complaints };
  }

  async function visit(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
    const { page, complaints } = await openPage(options);
    await work(page);
    await page.context().close();
    expect(complaints).toEqual([]);
  }

  const names = Object.keys(samplePages(createPages()));

  describe.each(Object.entries(LOOKS))("%s", (look, options) => {
    let opened: Awaited<ReturnType<typeof openPage>>;
    beforeAll(async () => {
      opened = await openPage(options);
    });
    afterAll(() => opened.page.context().close());

    test.each(names)("%s: axe finds nothing, nothing sticks out, buttons can be hit", async (name) => {
      const { page, complaints } = opened;
      await page.goto(`${site.url}/${name}`);
      for (const summary of await page.locator("summary").all()) await summary.click();
      // Only colours differ in the dark.
      expect(await axeViolations(page, look === "dark" ? ["color-contrast"] : undefined)).toEqual([]);
      expect(await page.evaluate(OVERHANG)).toBeLessThanOrEqual(0);
      expect(await page.evaluate(LOWEST_BUTTON)).toBeGreaterThanOrEqual(24);
      expect(complaints).toEqual([]);
    });
  });

  describe("with the keyboard alone", () => {
    let posted: number;
    beforeEach(() => {
      posted = site.posted.length;
    });
    const lastPosted = () => {
      expect(site.posted).toHaveLength(posted + 1);
      return site.posted.at(-1);
    };

    test("the first stop on the consent page is the way on, and it can be seen there", async () => {
      await visit({}, async (page) => {
        await page.goto(`${site.url}/consent`);
        await page.keyboard.press("Tab");
        const focused = page.locator(":focus");
        expect(await focused.textContent()).toBe("Continue to GitHub");
        expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "GitHub is connected" }).waitFor();
      });
      expect(lastPosted()).toEqual({ path: "/interaction/u1", form: { csrf: "csrf-proof", choice: "oauth" } });
    });

    test.each([
      ["Use a token", "token"],
      ["Cancel", "deny"],
    ])("%s", async (name, choice) => {
      await visit({}, async (page) => {
        await page.goto(`${site.url}/consent`);
        await page.getByRole("button", { name }).press("Space");
        await page.getByRole("heading", { name: "GitHub is connected" }).waitFor();
      });
      expect(lastPosted()?.form).toEqual({ csrf: "csrf-proof", choice });
    });

    test("a token is typed hidden and sent with Enter, in the body alone", async () => {
      await visit({}, async (page) => {
        await page.goto(`${site.url}/token-form-problem`);
        const field = page.getByLabel("Token");
        expect(await field.getAttribute("type")).toBe("password");
        await field.fill("ghp_typed");
        await field.press("Enter");
        await page.getByRole("heading", { name: "GitHub is connected" }).waitFor();
        expect(page.url()).toBe(`${site.url}/interaction/u1`);
      });
      expect(lastPosted()?.form).toEqual({ csrf: "csrf-proof", token: "ghp_typed", choice: "connect" });
    });

    test("a token is asked for before it is sent, but not on the way back", async () => {
      await visit({}, async (page) => {
        await page.goto(`${site.url}/token-form`);
        await page.getByRole("button", { name: "Connect" }).click();
        expect(site.posted).toHaveLength(posted);
        await page.getByRole("button", { name: "Back" }).click();
        await page.getByRole("heading", { name: "GitHub is connected" }).waitFor();
      });
      expect(lastPosted()?.form).toEqual({ csrf: "csrf-proof", token: "", choice: "back" });
    });

    test("a connection is renamed and ended, each behind a second step", async () => {
      await visit({}, async (page) => {
        await page.goto(`${site.url}/connections`);
        expect(await page.getByRole("button", { name: "Disconnect Work account" }).isVisible()).toBe(false);
        await page.locator("summary", { hasText: "Rename Work account" }).press("Enter");
        await page.getByLabel("Name of Work account").fill("Home");
        await page.getByLabel("Name of Work account").press("Enter");
        await page.getByRole("heading", { name: "GitHub is connected" }).waitFor();
      });
      expect(lastPosted()?.form).toEqual({ csrf: "csrf-proof", connection: "c1-id", label: "Home", choice: "rename" });
      await visit({}, async (page) => {
        await page.goto(`${site.url}/connections`);
        await page.locator("summary", { hasText: "Disconnect mlind" }).press("Enter");
        await page.getByRole("button", { name: "Disconnect mlind" }).press("Enter");
        await page.getByRole("heading", { name: "GitHub is connected" }).waitFor();
      });
      expect(site.posted.at(-1)?.form).toEqual({ csrf: "csrf-proof", connection: "c2-id", choice: "revoke" });
    });
  });

  test("no other site may frame it", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.setContent(`<iframe src="${site.url}/consent"></iframe>`);
    const frame = page.frames()[1];
    await frame?.waitForLoadState();
    expect(await frame?.locator("body").textContent()).not.toContain("Continue to GitHub");
    expect(frame?.url()).toBe("chrome-error://chromewebdata/");
    await context.close();
  });
});
