import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPages } from "./create-pages.ts";
import { pageHeaders, safeHref, shownText } from "../../pages/index.ts";
import { sampleConsent, sampleForms, samplePages } from "./testing/sample-pages.ts";

const pages = createPages();
const samples = Object.entries(samplePages(pages));

/** Every page with `text` wherever somebody else may have written something. */
function pagesSaying(text: string): string[] {
  const connector = { title: "GitHub" };
  const form = { action: "/x", csrf: text };
  const client = {
    name: text,
    identity: { kind: "document" as const, host: text },
    redirectHost: text,
    loopback: true,
  };
  const row = {
    id: text,
    label: text,
    login: text,
    host: text,
    profile: text,
    authKind: "oauth" as const,
    scopes: [text],
    status: "active" as const,
    createdAtMs: 0,
    lastUsedAtMs: 0,
    expiresAtMs: 0,
    clients: [{ name: text, createdAtMs: 0 }],
  };
  return [
    pages.consent({
      ...sampleConsent,
      ...form,
      client,
      resource: text,
      scopes: [{ name: text, sentence: text }],
      problem: text,
    }),
    pages.tokenForm({ ...form, connector, client, forms: sampleForms, scopes: [text], problem: text }),
    pages.success({ connector, login: text, link: { href: text, label: text } }),
    pages.error({
      connector,
      title: text,
      message: text,
      code: text,
      requestId: text,
      link: { href: text, label: text },
    }),
    pages.connections({ ...form, connector, login: text, connections: [row], notice: text, problem: text }),
  ];
}

/** The tags of a document, in order, without what stands between and inside them. */
const tagsOf = (page: string) => page.match(/<\/?[a-z][a-z0-9]*/g);

describe("text of strangers", () => {
  const plain = pagesSaying("plain").map(tagsOf);

  test.each(['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", "</title><script>", "<!--", "&lt;b&gt;"])(
    "%s adds no tag",
    (text) => {
      expect(pagesSaying(text).map(tagsOf)).toEqual(plain);
    },
  );

  test("nor does any other", () => {
    const hostile = fc.string({ unit: fc.constantFrom(...Array.from("<>\"'&=/ -!abcsripton`;(){}")), maxLength: 40 });
    fc.assert(
      fc.property(hostile, (text) => {
        expect(pagesSaying(`x${text}`).map(tagsOf)).toEqual(plain);
      }),
    );
  });

  test("is one line without invisible characters, and cut", () => {
    expect(shownText("Claude\u202e\u0000\n  Code\u200b\ufeff")).toBe("Claude Code");
    expect(shownText("ß".repeat(200), 10)).toBe(`${"ß".repeat(9)}…`);
    expect(shownText("🚢".repeat(10), 5)).toBe("🚢🚢🚢🚢…");
    const client = { ...sampleConsent.client, name: "a\u202eb", redirectHost: "c\u202ed" };
    const page = pages.consent({ ...sampleConsent, client, resource: "https://x.example/\u202e" });
    expect(page).not.toContain("\u202e");
    expect(page).toContain("“<bdi>a b</bdi>” asks");
  });
});

describe("links", () => {
  test.each([
    ["https://claude.ai/cb?x=1", "claude.ai"],
    ["http://127.0.0.1:33418/cb", "127.0.0.1:33418"],
    ["cursor://anysphere.cursor-mcp/oauth/callback", "cursor:"],
    ["com.example.app:/cb", "com.example.app:"],
  ])("%s leads to %s", (text, place) => {
    expect(safeHref(text)?.place).toBe(place);
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \tjava\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://a.example/1",
    "file:///etc/passwd",
    "https://bank.example@attacker.example/",
    "/relative",
    "",
  ])("%j is none", (text) => {
    expect(safeHref(text)).toBeUndefined();
    expect(pages.error({ title: "t", message: "m", link: { href: text, label: "Go" } })).not.toContain("<a ");
  });
});

describe("every page", () => {
  test.each(samples)("%s: no script, no style of its own, no picture", (_name, page) => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(
      /<(script|style|img|iframe|svg|base|object|meta http-equiv)|\son\w+=|\sstyle=|javascript:/i,
    );
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toMatch(/<html lang="en">/);
  });

  test.each(samples)("%s: each form posts the proof that it is ours", (_name, page) => {
    const forms = page.match(/<form[^>]*>/g) ?? [];
    for (const form of forms) expect(form).toMatch(/method="post" action="\/interaction\/u1"/);
    expect(page.match(/name="csrf" value="csrf-proof"/g) ?? []).toHaveLength(forms.length);
  });

  test("is sent with headers that let nothing else in", () => {
    expect(pageHeaders).toMatchObject({
      "content-security-policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-frame-options": "DENY",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    });
  });
});

const consent = (change: Partial<typeof sampleConsent>) => pages.consent({ ...sampleConsent, ...change });
const offers = (oauth: boolean, token: boolean) =>
  consent({ offers: { oauth, token } }).match(/value="(oauth|token|deny)"/g);

describe("the consent page", () => {
  test("says who asks, how we know, where access goes, and warns of one's own computer", () => {
    const page = pages.consent(sampleConsent);
    expect(page).toContain("“<bdi>Claude Code</bdi>”");
    expect(page).toContain("Unverified");
    expect(page).toContain('Its page at <strong class="place">claude.ai</strong>');
    expect(page).toContain('<strong class="place">127.0.0.1:33418</strong>');
    expect(page).toContain("a program on your own computer");
    expect(consent({ client: { ...sampleConsent.client, loopback: false } })).not.toContain("your own computer");
  });

  test("offers what the operator offers", () => {
    expect(offers(true, true)).toEqual(['value="oauth"', 'value="token"', 'value="deny"']);
    expect(offers(true, false)).toEqual(['value="oauth"', 'value="deny"']);
    expect(offers(false, true)).toEqual(['value="token"', 'value="deny"']);
  });
});

test("your connections name a program once, however often it has signed in", () => {
  const page = samplePages(pages)["connections"] ?? "";
  expect(page.match(/<bdi>Claude<\/bdi>/g)).toHaveLength(1);
  expect(page).toMatch(/<bdi>Claude<\/bdi>, signed in 2 times, since/);
  expect(page).toMatch(/<bdi>Visual Studio Code<\/bdi>, since/);
});

test("the style sheet has a name of its own content, below the public path", () => {
  const [route] = createPages({ basePath: "/mcp" }).routes;
  const sent: Record<string, string> = {};
  const ctx = { body: undefined as unknown, set: (name: string, value: string) => void (sent[name] = value) };
  route?.handle(ctx);
  expect(route?.path).toMatch(/^\/assets\/pages\.[0-9a-f]{12}\.css$/);
  expect(sent).toEqual({
    "content-type": "text/css; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(ctx.body).toContain("prefers-color-scheme: dark");
  expect(createPages({ basePath: "/mcp" }).success({ connector: { title: "GitHub" }, login: "x" })).toContain(
    `href="/mcp${route?.path}"`,
  );
});
