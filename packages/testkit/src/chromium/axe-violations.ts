import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/**
 * What axe finds wrong with a page, a line each.
 *
 * @param rules Only these; all unless said.
 * @throws Error when it has found nothing to look at, colours above all: an empty page has no violations either.
 */
export async function axeViolations(page: Page, rules?: string[]): Promise<string[]> {
  // Of what is right it names one place for each rule, in place of all: finding the words for them takes most of its time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations, passes } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  if (!passes.some(({ id }) => id === "color-contrast")) throw new Error(`axe saw no text at ${page.url()}`);
  return violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target).join(", ")}`);
}
