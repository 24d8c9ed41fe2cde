import type { Page } from "playwright-core";
import { askPage } from "./ask-page.ts";

const STEPS = 200;

const FOCUSED = `(() => {
  // What has everything in it has every text in it.
  if (!document.activeElement.matches("a, button, input, select, textarea, summary")) return "";
  const { id, name, value, textContent, labels } = document.activeElement;
  const said = textContent.trim() || labels?.[0]?.textContent || value || "";
  return [id ?? "", name ?? "", said.replace(/\\s+/g, " ").trim()].join("|");
})()`;

/**
 * Steps on with Tab until what has the focus is the wanted one: `id|name|text`. On our own pages it must be seen to
 * have it; how another site shows that is its business.
 *
 * @param ours the start of the URLs of our pages
 * @throws Error with all that had the focus on the way
 */
export async function tabTo(page: Page, wanted: RegExp, ours: string): Promise<void> {
  const seen: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    await page.keyboard.press("Tab");
    const at = String(await askPage(page, FOCUSED));
    if (wanted.test(at)) {
      const outline = await askPage(page, "getComputedStyle(document.activeElement).outlineStyle");
      if (page.url().startsWith(ours) && outline !== "solid") throw new Error(`Nobody sees that ${at} has the focus`);
      return;
    }
    seen.push(at.slice(0, 50));
  }
  throw new Error(`Tab never reached ${String(wanted)}; it was at ${seen.join(" · ")}`);
}
