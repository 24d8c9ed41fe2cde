import { createCookieJar, type CookieJar } from "./cookie-jar.ts";

/** What a browser shows after it has followed every redirect that leads to a page. */
export interface Page {
  url: URL;
  status: number;
  headers: Headers;
  html: string;
}

/** Where a redirect led that no page of this test answers: the client's own address. */
export interface Landed {
  landed: URL;
}

/** A person's browser: a cookie jar, redirects, forms. No script, as our pages need none. */
export interface Browser {
  jar: CookieJar;
  /** Every URL that it was at, in order. */
  history: string[];
  visit(url: string | URL): Promise<Page | Landed>;
  /** Presses the button of a page's form that posts `choice`, as the browser's own origin would. */
  press(page: Page | Landed, choice: string, fields?: Readonly<Record<string, string>>): Promise<Page | Landed>;
  /** One request without following anything. */
  request(url: string | URL, init?: RequestInit): Promise<Response>;
}

/** What a proxy in front of a server does with a URL. */
export type Locate = (url: URL) => { url: URL; headers?: Readonly<Record<string, string>> };

const MAX_REDIRECTS = 20;

/**
 * @param ours hosts whose pages are real; a redirect to any other ends the journey.
 * @param address where it says that it is, to a server that trusts its proxy.
 * @param locate where a URL is really served, and which headers the proxy in between adds.
 */
export function createBrowser(ours: readonly string[], address: string, locate: Locate = (url) => ({ url })): Browser {
  const jar = createCookieJar();
  const history: string[] = [];

  async function request(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("x-forwarded-for", address);
    const cookie = jar.header(new URL(url));
    if (cookie !== "") headers.set("cookie", cookie);
    const place = locate(new URL(url));
    for (const [name, value] of Object.entries(place.headers ?? {})) headers.set(name, value);
    const response = await fetch(place.url, { ...init, headers, redirect: "manual" });
    jar.take(new URL(url), response.headers.getSetCookie());
    history.push(String(url));
    return response;
  }

  async function follow(start: string | URL, init?: RequestInit): Promise<Page | Landed> {
    let url = new URL(start);
    let response = await request(url, init);
    for (let hops = 0; response.status >= 300 && response.status < 400; hops += 1) {
      if (hops > MAX_REDIRECTS) throw new Error(`Redirected in circles, last to ${url.href}`);
      await response.body?.cancel();
      url = new URL(response.headers.get("location") ?? "", url);
      if (!ours.includes(url.host)) {
        history.push(url.href);
        return { landed: url };
      }
      response = await request(url);
    }
    return { url, status: response.status, headers: response.headers, html: await response.text() };
  }

  return {
    jar,
    history,
    request,
    visit: (url) => follow(url),
    press(page, choice, fields = {}) {
      if ("landed" in page) throw new Error(`There is no page to press a button on: ${page.landed.href}`);
      const form = formWith(page.html, choice);
      const body = new URLSearchParams({ ...form.hidden, ...fields, choice });
      const headers = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate", origin: "null" };
      return follow(new URL(form.action, page.url), { method: "POST", body, headers });
    },
  };
}

/** @throws when it is not one of our pages, with what it is. */
export function pageOf(shown: Page | Landed): Page {
  if ("landed" in shown) throw new Error(`Landed at ${shown.landed.href}`);
  return shown;
}

/**
 * Where a sign-in's answer went. An app's own scheme is handed to the system while the browser stays on our page.
 *
 * @throws when it stayed on a page that leads nowhere, with what the page says.
 */
export function landingOf(shown: Page | Landed): URL {
  if ("landed" in shown) return shown.landed;
  const app = /^0; url=(?!https?:)(.+)$/.exec(shown.headers.get("refresh") ?? "")?.[1];
  if (app !== undefined) return new URL(app);
  throw new Error(`Stayed at ${shown.url.href} (${shown.status}): ${textOf(shown.html).slice(0, 400)}`);
}

/** What a person reads of a page. */
export function textOf(html: string): string {
  return unescaped(html.replaceAll(/<(style|title)[\s\S]*?<\/\1>/g, " ").replaceAll(/<[^>]+>/g, " "))
    .replaceAll(/\s+/g, " ")
    .trim();
}

interface Form {
  action: string;
  hidden: Record<string, string>;
}

function formWith(html: string, choice: string): Form {
  for (const [, attributes = "", content = ""] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    const buttons = [...content.matchAll(/<button\b([^>]*)>/g)].map(([, each = ""]) => each);
    const has = buttons.some((each) => attribute(each, "name") === "choice" && attribute(each, "value") === choice);
    if (!has) continue;
    const inputs = [...content.matchAll(/<input\b([^>]*)>/g)].map(([, each = ""]) => each);
    const hidden = inputs.filter((each) => attribute(each, "type") === "hidden");
    return {
      action: attribute(attributes, "action") ?? "",
      hidden: Object.fromEntries(hidden.map((each) => [attribute(each, "name") ?? "", attribute(each, "value") ?? ""])),
    };
  }
  throw new Error(`No button "${choice}" on this page: ${textOf(html).slice(0, 400)}`);
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function unescaped(text: string): string {
  return text
    .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
