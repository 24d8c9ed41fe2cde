import { pageOf, textOf } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHub, type RunningHub } from "../sign-in/testing/start-hub.ts";
import { formWith, postOwn, visitConsole, type ConsoleVisitor } from "./testing/console-visitor.ts";

const SCRIPT = `<script>alert(1)</script><img src=x onerror="alert(1)">`;

let hub: RunningHub;
let owner: ConsoleVisitor;
let other: ConsoleVisitor;
beforeAll(async () => {
  hub = await startHub();
  owner = await visitConsole(hub, "mlind", SCRIPT);
  other = await visitConsole(hub, "trenn");
});
afterAll(() => hub.close());

describe("somebody else's connection", () => {
  test.each(["", "/audit"])("looks like one that does not exist: %s", async (page) => {
    const theirs = pageOf(await other.browser.visit(`${owner.url}${page}`));
    const none = pageOf(await other.browser.visit(`${hub.url}/connections/nobodys${page}`));
    expect([theirs.status, none.status]).toEqual([404, 404]);
    expect(theirs.html).toBe(none.html);
  });

  test("cannot be changed with a form of one's own", async () => {
    for (const choice of ["save", "rename", "sign-out"]) {
      const form = formWith((await other.open()).html, choice);
      form.set("label", "taken");
      form.set("access", "read");
      expect((await postOwn(other.browser, owner.url, form)).status).toBe(404);
    }
    const { html } = await owner.open();
    expect(html).not.toContain("taken");
    expect(html).toMatch(/value="full"[^>]*checked/);
  });
});

describe("a form that did not come from its page", () => {
  const save = async () => formWith((await owner.open()).html, "save");
  const own = { "sec-fetch-site": "same-origin", origin: "null" };

  test("without proof, with another's proof, of another site, of no session: nothing is done", async () => {
    const bare = await save();
    bare.delete("csrf");
    const foreign = await save();
    foreign.set("csrf", formWith((await other.open()).html, "save").get("csrf") ?? "");
    const tries: [URLSearchParams, Record<string, string>][] = [
      [bare, own],
      [foreign, own],
      [await save(), { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
      [await save(), { "sec-fetch-site": "same-site", origin: "null" }],
    ];
    for (const [body, headers] of tries) {
      body.set("access", "read");
      const answer = await owner.browser.request(owner.url, { method: "POST", headers, body });
      expect(answer.status).toBe(403);
    }
    const stranger = await hub.browser().request(owner.url, { method: "POST", headers: own, body: await save() });
    expect(stranger.status).toBe(403);
    expect((await owner.open()).html).toMatch(/value="full"[^>]*checked/);
  });

  test("that is longer than any is not read", async () => {
    const body = await save();
    body.set("allow-read", "a/".repeat(100_000));
    expect((await postOwn(owner.browser, owner.url, body)).status).toBe(403);
  });
});

test("a session that somebody else has begun is nobody's: signing in brings a new one", async () => {
  const [attacker, victim] = [hub.browser(), hub.browser()];
  await attacker.visit(`${hub.url}/connections`);
  const planted = attacker.jar.header(new URL(`${hub.url}/connections`));
  await victim.press(await victim.visit(`${hub.url}/connections`), "iokafor");
  const after = victim.jar.header(new URL(`${hub.url}/connections`));
  expect(after).not.toBe("");
  expect(after).not.toBe(planted);
  const page = await fetch(`${hub.url}/connections`, { headers: { cookie: planted }, redirect: "manual" });
  expect([page.status, page.headers.get("location")?.startsWith(hub.standIn.url)]).toEqual([303, true]);
});

test("what strangers wrote stays text: names of clients, labels, what is asked of the audit log", async () => {
  const named = await owner.post("rename", (form) => form.set("label", SCRIPT.slice(0, 80)));
  const asked = pageOf(
    await owner.browser.visit(
      `${owner.url}/audit?tool=${encodeURIComponent(SCRIPT)}&request=%22%3E${encodeURIComponent(SCRIPT)}`,
    ),
  );
  const list = pageOf(await owner.browser.visit(`${hub.url}/connections`));
  const told = pageOf(await owner.browser.visit(`${owner.url}?done=${encodeURIComponent("Call us")}`));
  expect(textOf(told.html)).not.toContain("Call us");
  for (const { html } of [named, await owner.open(), asked, list]) {
    expect(html).not.toMatch(/<script>|<img|onerror="/);
    expect(textOf(html)).toContain("alert(1)");
  }
});

test("every page forbids frames, scripts of strangers and caches, and holds no secret", async () => {
  const pages = [
    await owner.open(),
    pageOf(await owner.browser.visit(`${owner.url}/audit`)),
    pageOf(await hub.browser().visit(`${hub.url}/`)),
  ];
  const secrets = [owner.tokens.access_token, owner.tokens.refresh_token, hub.standIn.apps.oauth.clientSecret];
  for (const { headers, html } of pages) {
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|\*/);
    for (const secret of secrets) expect(html).not.toContain(secret);
  }
});
