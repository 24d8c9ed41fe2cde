import { createOAuthClient, pageOf, signIn, type Browser, type Page, type Tokens } from "@fairlead/testkit/sign-in";
import type { RunningHub } from "../../sign-in/testing/start-hub.ts";

/** Somebody who has connected a client, at the page of that connection. */
export interface ConsoleVisitor {
  browser: Browser;
  tokens: Tokens;
  id: string;
  /** The page's URL. */
  url: string;
  open(): Promise<Page>;
  /** Posts the form that has this button, as the page shows it, changed in some fields. @returns where that leads */
  post(choice: string, change?: (form: URLSearchParams) => void): Promise<Page>;
}

export async function visitConsole(
  hub: RunningHub,
  login: string,
  clientName = "Test client",
): Promise<ConsoleVisitor> {
  const client = await createOAuthClient(hub.url, hub.mcpUrl, { metadata: { client_name: clientName } });
  const asked = client.authorization();
  const tokens = await client.redeem(asked, await signIn(hub.browser(), asked, login));
  const browser = hub.browser();
  const list = pageOf(await browser.press(await browser.visit(`${hub.url}/connections`), login));
  const id = /name="connection" value="([^"]+)"/.exec(list.html)?.[1] ?? "";
  const url = `${hub.url}/connections/${id}`;
  const open = async () => pageOf(await browser.visit(url));
  return {
    browser,
    tokens,
    id,
    url,
    open,
    async post(choice, change = () => {}) {
      const form = formWith((await open()).html, choice);
      change(form);
      return followed(browser, await postOwn(browser, url, form));
    },
  };
}

/** Sends a form as our own page does. */
export async function postOwn(browser: Browser, url: string, form: URLSearchParams): Promise<Page> {
  const headers = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", origin: "null" };
  const response = await browser.request(url, { method: "POST", headers, body: form });
  return { url: new URL(url), status: response.status, headers: response.headers, html: await response.text() };
}

/** The page that an answer sends the browser to; the answer itself when it is one. */
export async function followed(browser: Browser, answer: Page): Promise<Page> {
  const location = answer.headers.get("location");
  return location === null ? answer : pageOf(await browser.visit(new URL(location, answer.url)));
}

/** What a browser would send of the form that has this button. */
export function formWith(html: string, choice: string): URLSearchParams {
  const forms = [...html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/g)].map(([, content = ""]) => content);
  const content = forms.find((each) => each.includes(`name="choice" value="${choice}"`));
  if (content === undefined) throw new Error(`There is no button "${choice}".`);
  const form = new URLSearchParams();
  for (const [tag] of content.matchAll(
    /<input\b[^>]*>|<select\b[\s\S]*?<\/select>|<textarea\b[\s\S]*?<\/textarea\s*>/g,
  )) {
    const name = attribute(tag, "name");
    const boxed = /type="(?:checkbox|radio)"/.test(tag);
    if (name === undefined || /\sdisabled\b/.test(tag) || (boxed && !/\schecked\b/.test(tag))) continue;
    form.append(name, valueOf(tag, boxed));
  }
  form.set("choice", choice);
  return form;
}

function valueOf(tag: string, boxed: boolean): string {
  if (tag.startsWith("<textarea")) return (/>\n?([\s\S]*)<\/textarea/.exec(tag)?.[1] ?? "").trim();
  if (tag.startsWith("<select")) {
    const options = [...tag.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
    return attribute(options.find((option) => /\sselected\b/.test(option)) ?? options[0] ?? "", "value") ?? "";
  }
  return attribute(tag, "value") ?? (boxed ? "on" : "");
}

const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
