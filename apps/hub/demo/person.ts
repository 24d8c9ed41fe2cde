import { createBrowser, landingOf, pageOf, randomAddress, textOf, type Page } from "@fairlead/testkit/sign-in";

/** Somebody at a scripted browser, which follows redirects, keeps cookies and presses buttons. */
export interface Person {
  /** Opens a page. */
  visit(url: URL | string): Promise<Page>;
  /** Presses a button that leads to another page. */
  press(page: Page, choice: string, fields?: Readonly<Record<string, string>>): Promise<Page>;
  /** Presses the button that leads back to the client. @returns where it leads. */
  leave(page: Page, choice: string, fields?: Readonly<Record<string, string>>): Promise<URL>;
}

/** @param urls of the servers whose pages are real; a redirect to any other ends the journey. */
export function createPerson(...urls: readonly string[]): Person {
  const browser = createBrowser(
    urls.map((url) => new URL(url).host),
    randomAddress(),
  );
  return {
    visit: async (url) => pageOf(await browser.visit(url)),
    press: async (page, choice, fields) => pageOf(await browser.press(page, choice, fields)),
    leave: async (page, choice, fields) => landingOf(await browser.press(page, choice, fields)),
  };
}

const BLOCK_END = /<\/(?:h\d|p|li|dd|button|label|summary|title)>/;

/** What a page says, line by line, for the terminal. */
export function saying({ html }: Page): string {
  const body = html.slice(Math.max(0, html.indexOf("<body")));
  const lines = body.split(BLOCK_END).map((block) => textOf(block).replaceAll(/(?<=“) | (?=[”.,;:])/g, ""));
  return lines.filter((line) => line !== "").join("\n");
}
