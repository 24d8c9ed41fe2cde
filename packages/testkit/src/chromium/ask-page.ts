import type { Page } from "playwright-core";

/** What an expression is in the page; where the next page is just taking its place, in that one. */
export async function askPage(page: Page, expression: string): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    await page.waitForLoadState();
    try {
      return await page.evaluate(expression);
    } catch (error) {
      if (attempt === 3 || !String(error).includes("because of a navigation")) throw error;
    }
  }
}
