import { createOAuthClient, pageOf, pasteToken, signIn } from "@fairlead/testkit/sign-in";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { visitConsole } from "../console/testing/console-visitor.ts";
import { send } from "../sign-in/testing/call-tool.ts";
import { startHub, type RunningHub } from "../sign-in/testing/start-hub.ts";
import { startOtlpReceiver } from "./testing/otlp-receiver.ts";

const storefront = { owner: "harbor", repo: "storefront" };
/** Arguments that the connector lets the audit log show: where something was done, not what was said. */
const SHOWN = "shown:";
const METRICS_TOKEN = "metrics-of-the-canary-test";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Words that nobody else says, each of which tells where it was put. */
function cage() {
  const words = new Map<string, string>();
  return {
    /** A word of letters, so that no rule about what secrets look like hides it. */
    put(place: string): string {
      const word = `canary${[...randomBytes(8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("")}`;
      words.set(word, place);
      return word;
    },
    seenIn: (text: string) => [...words].flatMap(([word, place]) => (text.includes(word) ? [place] : [])),
    size: () => words.size,
  };
}

/** What people and clients say in calls, in every part of a request. */
async function call({ mcpUrl, standIn }: RunningHub, token: string, put: (place: string) => string): Promise<void> {
  const ask = async (method: string, params: Record<string, unknown>, headers: Record<string, string> = {}) =>
    (await send(mcpUrl, token, method, params, headers)).text();
  const tool = (name: string, args: Record<string, unknown>) => ask("tools/call", { name, arguments: args });
  const fault = (path: string, effect: { status: number; body?: unknown; headers?: Record<string, string> }) =>
    standIn.control.fault({ path, effect, times: 9 });

  await tool("create_issue", {
    ...storefront,
    title: put("title"),
    body: put("issue body"),
    idempotency_key: put("key"),
  });
  await tool("add_issue_comment", { ...storefront, number: 12, body: put("comment") });
  await tool("add_issue_comment", { ...storefront, number: 12, body: put("dry run"), dry_run: true });
  await tool("search_issues", { query: put("query") });
  await tool("search_code", { query: put("code query") });
  await tool("get_file", { ...storefront, path: `docs/${put("path")}.md` });
  await tool("get_file_contents", { ...storefront, path: put(`${SHOWN} path`) });
  await tool("list_commits", { ...storefront, sha: put(`${SHOWN} branch`) });
  await tool("get_issue", { owner: put(`${SHOWN} owner`), repo: put(`${SHOWN} repo`), number: 12 });
  await tool("get_issue", { ...storefront, number: put("number") });
  await tool("get_issue", { ...storefront, number: 12, [put("field")]: put("value of an unknown field") });
  await tool("list_issues", { ...storefront, cursor: put("cursor") });
  await tool(put("tool"), { text: put("argument of an unknown tool") });
  await tool("call_tool", { name: put("tool of call_tool"), arguments: { text: put("inner argument") } });
  await tool("find_tools", { query: put("find_tools") });
  await ask(put("method"), { text: put("parameter") });
  await ask("prompts/get", { name: put("prompt"), arguments: { text: put("prompt argument") } });
  await ask("prompts/get", { name: "triage_issue", arguments: { ...storefront, number: put("prompt number") } });
  await ask("resources/read", { uri: `${put("scheme")}://x` });
  await ask("resources/read", { uri: `github://repos/harbor/storefront/contents/${put("uri")}` });
  const ref = { type: "ref/prompt", name: "triage_issue" };
  await ask("completion/complete", { ref, argument: { name: "repo", value: put("completion") } });
  await ask("tasks/get", { taskId: put("task") });
  const headers = {
    cookie: `session=${put("cookie")}`,
    "x-something-else": put("unknown header"),
    "proxy-authorization": `Basic ${put("proxy-authorization")}`,
    "x-forwarded-user": put("x-forwarded-user"),
    referer: `https://${put("referer")}.example/`,
    tracestate: `vendor=${put("tracestate")}`,
    traceparent: `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`,
    baggage: `k=${put("baggage")}`,
  };
  await ask("tools/call", { name: "get_me", arguments: {} }, headers);
  await ask("tools/call", { name: "get_me", arguments: {} }, { "mcp-session-id": put("session") });
  await ask("tools/call", { name: "get_me", arguments: {} }, { "x-mcp-toolsets": put("toolset") });
  await ask("tools/call", { name: "get_me", arguments: {} }, { origin: `https://${put("origin")}.example` });
  await ask(
    "tools/call",
    { name: "get_issue", arguments: { ...storefront, number: 12 } },
    { "mcp-name": put("mcp-name") },
  );

  // What the vendor says, right and wrong.
  fault("/repos/harbor/storefront/issues/14", { status: 422, body: { message: put("vendor's message") } });
  await tool("get_issue", { ...storefront, number: 14 });
  fault("/repos/harbor/storefront/issues/15", { status: 500, body: `<html>${put("vendor's page")}</html>` });
  await tool("get_issue", { ...storefront, number: 15 });
  fault("/repos/harbor/storefront/issues/16", { status: 200, body: `{"title":"${put("half an answer")}` });
  await tool("get_issue", { ...storefront, number: 16 });
  fault("/repos/harbor/storefront/issues/17", {
    status: 200,
    body: { number: put("odd answer"), labels: put("odder") },
  });
  await tool("get_issue", { ...storefront, number: 17 });
  const vendorHeaders = { "x-vendor-secret": put("vendor's header"), "set-cookie": `x=${put("vendor's cookie")}` };
  fault("/repos/harbor/storefront/issues/18", {
    status: 403,
    body: { message: put("forbidden") },
    headers: vendorHeaders,
  });
  await tool("get_issue", { ...storefront, number: 18 });
  const moved = { location: `https://${put("redirect")}.example/` };
  fault("/repos/harbor/storefront/issues/19", { status: 302, headers: moved });
  await tool("get_issue", { ...storefront, number: 19 });
}

/** Requests that never become calls. @returns the pages that they got. */
async function stray({ url, mcpUrl, browser }: RunningHub, put: (place: string) => string): Promise<string[]> {
  const json = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  await (await send(mcpUrl, put("bearer"), "tools/call", { name: "get_me", arguments: {} })).text();
  await fetch(mcpUrl, { method: "POST", headers: { ...json, authorization: `Basic ${put("basic")}` }, body: "{}" });
  await fetch(mcpUrl, { method: "POST", headers: json, body: `{"method": ${put("broken JSON")}` });
  await fetch(mcpUrl, { method: "POST", headers: { "content-type": put("content type") }, body: put("body") });
  await fetch(`${mcpUrl}?token=${put("query of /mcp")}`, { method: "POST", headers: json, body: "{}" });
  await fetch(`${url}/${put("path")}?x=${put("query")}`);
  await fetch(`${url}/webhooks/github`, {
    method: "POST",
    headers: { ...json, "x-hub-signature-256": `sha256=${put("signature")}`, "x-github-event": put("event") },
    body: JSON.stringify({ zen: put("webhook") }),
  });
  const form = (path: string, fields: Record<string, string>) =>
    fetch(`${url}${path}`, { method: "POST", body: new URLSearchParams(fields) });
  const code = { grant_type: "authorization_code", code: put("code"), code_verifier: put("verifier") };
  await form("/token", { ...code, client_id: put("client id"), client_secret: put("client secret") });
  await form("/token", { grant_type: "refresh_token", refresh_token: put("refresh token"), client_id: put("id") });
  await form("/revoke", { token: put("revoked"), client_id: put("another id") });
  await fetch(`${url}/register`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ redirect_uris: [put("uri")] }),
  });
  const pages: string[] = [];
  for (const path of [
    `/authorize?client_id=${put("client of /authorize")}&state=${put("state")}&login_hint=${put("hint")}`,
    `/callback?error=${put("error")}&error_description=${put("description")}&state=${put("state of /callback")}`,
    `/callback?code=${put("vendor's code")}&state=${put("another state")}`,
    `/interaction/${put("interaction")}`,
    `/connections?x=${put("query of /connections")}`,
  ]) {
    const shown = await fetch(`${url}${path}`, {
      headers: { cookie: `_interaction=${put("cookie of a page")}` },
      redirect: "manual",
    });
    pages.push(await shown.text());
  }
  const client = await createOAuthClient(url, mcpUrl);
  pages.push(pageOf(await pasteToken(browser(), client.authorization().url, put("pasted token"))).html);
  return pages;
}

/** What the owner of the connection is shown of it. */
async function consolePages(hub: RunningHub): Promise<string[]> {
  const { browser, url } = await visitConsole(hub, "mlind");
  const shown = [hub.url, `${hub.url}/connections`, url, `${url}/audit`].map((page) => browser.visit(page));
  return (await Promise.all(shown)).map((page) => pageOf(page).html);
}

test.each(["database", "file"])("a canary is found nowhere: audit in %s", async (sink) => {
  const folder = mkdtempSync(join(tmpdir(), "canary-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const collector = await startOtlpReceiver();
  closers.push(() => collector.close());
  const { put, seenIn, size } = cage();
  const hub = await startHub({
    env: {
      LOG_LEVEL: "trace",
      LOG_RESPONSE_TIMING: "on",
      FAIRLEAD_DATA: folder,
      AUDIT_SINK: sink,
      AUDIT_STDOUT: "on",
      METRICS_TOKEN,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      GITHUB_WEBHOOK_SECRET: "the-secret-of-the-webhook",
    },
  });
  let closed = false;
  const close = async () => {
    if (!closed) await hub.close();
    closed = true;
  };
  closers.push(close);

  const client = await createOAuthClient(hub.url, hub.mcpUrl);
  const asked = client.authorization({ state: put("state of a good sign-in") });
  const { access_token: token } = await client.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
  await call(hub, token, put);
  const pages = [...(await stray(hub, put)), ...(await consolePages(hub))];
  const scraped = await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const metrics = await scraped.text();
  await close();

  const audit = sink === "file" ? filesOf(join(folder, "audit")) : rowsOf(join(folder, "fairlead.db"));
  expect(size()).toBeGreaterThan(60);
  // None of the places is empty: what is searched has been written.
  expect(audit).toContain("create_issue");
  expect(metrics).toContain("mcp_requests_total{");
  expect(pages.at(-1)).toContain("create_issue");
  expect(collector.spans.length).toBeGreaterThan(100);
  for (const message of ["mcp_request", "http_request", "remote_request", "audit"]) {
    expect(
      hub.log.some((line) => line.includes(`"msg":"${message}"`)),
      message,
    ).toBe(true);
  }
  const log = hub.log.filter((line) => !line.includes('"msg":"audit"')).join("");
  expect(seenIn(hub.log.join("")).length).toBe(4);
  expect({
    log: seenIn(log),
    audit: seenIn(audit).filter((place) => !place.startsWith(SHOWN)),
    metrics: seenIn(metrics),
    traces: seenIn(collector.raw()),
    pages: seenIn(pages.join("\n")).filter((place) => !place.startsWith(SHOWN)),
  }).toEqual({ log: [], audit: [], metrics: [], traces: [], pages: [] });
});

function filesOf(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

function rowsOf(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return JSON.stringify(database.prepare("SELECT * FROM audit_record").all());
  } finally {
    database.close();
  }
}
