import { textOf } from "@fairlead/testkit/sign-in";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ToolListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startHub, type RunningHub } from "../sign-in/testing/start-hub.ts";
import { formWith, postOwn, visitConsole } from "./testing/console-visitor.ts";

let hub: RunningHub;
beforeEach(async () => {
  hub = await startHub();
});
afterEach(() => hub.close());

interface ListeningClient {
  tools(): Promise<string[]>;
  call(name: string, args: Record<string, unknown>): Promise<string>;
  changes(): number;
  close(): Promise<void>;
}

const textIn = (content: unknown) => JSON.stringify(content);

async function newClient(token: string, mode: "2026-07-28" | "legacy"): Promise<ListeningClient> {
  const versionNegotiation = { mode: mode === "legacy" ? ("legacy" as const) : { pin: mode } };
  const client = new Client({ name: "listening", version: "1.0.0" }, { versionNegotiation });
  let changes = 0;
  client.setNotificationHandler("notifications/tools/list_changed", () => void (changes += 1));
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(hub.mcpUrl), { requestInit }));
  if (mode !== "legacy") await client.listen({ toolsListChanged: true });
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => textIn(await client.callTool({ name, arguments: args })),
    changes: () => changes,
    close: () => client.close(),
  };
}

async function oldClient(token: string): Promise<ListeningClient> {
  const client = new OldClient({ name: "listening", version: "1.0.0" });
  let changes = 0;
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => void (changes += 1));
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new OldTransport(new URL(hub.mcpUrl), { requestInit }) as never);
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args) => textIn(await client.callTool({ name, arguments: args })),
    changes: () => changes,
    close: () => client.close(),
  };
}

const shop = { owner: "harbor", repo: "storefront" };
const ways: readonly [string, (token: string) => Promise<ListeningClient>][] = [
  ["2026-07-28", (token) => newClient(token, "2026-07-28")],
  ["2025-11-25", (token) => newClient(token, "legacy")],
  ["the SDK before", oldClient],
];

describe.each(ways)("what an owner changes on the page, a client of %s", (_era, connect) => {
  test("obeys at its next call, and is told that its list is another one", async () => {
    const visitor = await visitConsole(hub, "mlind");
    const client = await connect(visitor.tokens.access_token);
    expect(await client.tools()).toContain("list_issues");
    expect(await client.call("list_issues", shop)).toContain("number");
    const before = client.changes();

    const saved = await visitor.post("save", (form) => form.delete("tool", "list_issues"));
    expect(textOf(saved.html)).toContain("Saved.");
    expect(await client.call("list_issues", shop)).toContain("policy_denied");
    expect(await client.call("call_tool", { name: "list_issues", arguments: shop })).toContain("policy_denied");
    expect(await client.tools()).not.toContain("list_issues");
    await expect.poll(() => client.changes()).toBeGreaterThan(before);

    const told = client.changes();
    await visitor.post("save", (form) => form.append("tool", "list_issues"));
    expect(await client.call("list_issues", shop)).toContain("number");
    await expect.poll(() => client.changes()).toBeGreaterThan(told);
    await client.close();
  });
});

test("only reading, two repositories and a hundred calls a day are what the page says afterwards", async () => {
  const visitor = await visitConsole(hub, "trenn");
  const saved = await visitor.post("save", (form) => {
    form.set("access", "read");
    form.set("allow-read", "harbor/storefront\nharbor/lighthouse");
    form.delete("limit-day");
    form.append("limit-day", "100");
  });
  expect([saved.status, textOf(saved.html)]).toEqual([200, expect.stringContaining("Saved.")]);
  const { html } = await visitor.open();
  expect(html).toMatch(/value="read"[^>]*checked/);
  expect(html).toContain("harbor/storefront\nharbor/lighthouse");
  expect(html).toMatch(/name="limit-day"[^>]*value="100"/);
  expect(textOf(html)).toContain("Not while access is Read.");
  const client = await newClient(visitor.tokens.access_token, "2026-07-28");
  expect(await client.tools()).not.toContain("create_issue");
  expect(await client.call("list_issues", { owner: "octo", repo: "elsewhere" })).toContain("policy_denied");
  await client.close();
});

test("what is wrong is said, nothing is saved, and what was typed stays", async () => {
  const visitor = await visitConsole(hub, "iokafor");
  const answer = await visitor.post("save", (form) => {
    form.set("allow-read", "no such pattern\nharbor/*");
    form.set("result-tokens", "many");
    form.delete("tool", "push_files");
  });
  expect(answer.status).toBe(400);
  expect(textOf(answer.html)).toContain("“many” is no whole number");
  expect(answer.html).toContain("no such pattern\nharbor/*");
  expect(answer.html).not.toMatch(/id="tool-push_files"[^>]*checked/);
  const again = await visitor.open();
  expect(again.html).not.toContain("no such pattern");
  expect(again.html).toMatch(/id="tool-push_files"[\s\S]{0,120}checked/);
});

/** The id of a program, as its button on the page has it. */
function clientIn(html: string, name: string): string {
  const rows = [...html.matchAll(/<bdi>(First|Second) program<\/bdi>[\s\S]*?name="client" value="([^"]+)"/g)];
  return rows.find(([, who]) => who === name)?.[2] ?? "";
}

test.each(ways)(
  "a client of %s that is signed out hears nothing more, while the other one does",
  async (_, connect) => {
    const first = await visitConsole(hub, "driveby7", "First program");
    const second = await visitConsole(hub, "driveby7", "Second program");
    const [out, stays] = [await connect(first.tokens.access_token), await connect(second.tokens.access_token)];
    await second.post("save", (form) => form.set("access", "write"));
    await expect.poll(() => [out.changes(), stays.changes()]).toEqual([1, 1]);
    const program = clientIn((await first.open()).html, "First");
    await first.post("sign-out", (form) => form.set("client", program));
    await second.post("save", (form) => form.set("access", "read"));
    await expect.poll(stays.changes).toBe(2);
    expect(out.changes()).toBe(1);
    await Promise.allSettled([out.close(), stays.close()]);
  },
);

test("one program is signed out, the other goes on; the last one takes the connection along", async () => {
  const first = await visitConsole(hub, "driveby7", "First program");
  const second = await visitConsole(hub, "driveby7", "Second program");
  expect(second.id).toBe(first.id);
  const tools = async (token: string) => (await newClient(token, "2026-07-28")).tools();
  const { html } = await first.open();
  const out = await first.post("sign-out", (form) => form.set("client", clientIn(html, "First")));
  expect(textOf(out.html)).toContain("It was signed out.");
  await expect(tools(first.tokens.access_token)).rejects.toThrow();
  expect(await tools(second.tokens.access_token)).toContain("get_me");
  const last = await second.post("sign-out", (form) => form.set("client", clientIn(html, "Second")));
  expect(last.url.pathname).toBe("/connections");
  expect(textOf(last.html)).toContain("No other program used the account");
  expect((await first.open()).status).toBe(404);
});

test("what a form has done is told by a page of its own: to load it again sends nothing again", async () => {
  const visitor = await visitConsole(hub, "mlind");
  const rename = async () => {
    const form = formWith((await visitor.open()).html, "rename");
    form.set("label", "Work");
    return postOwn(visitor.browser, visitor.url, form);
  };
  const { status, headers } = await rename();
  expect([status, headers.get("location")]).toEqual([303, `/connections/${visitor.id}?done=renamed#done`]);
  const saved = await visitor.post("save");
  expect(saved.url.search).toBe("?done=same");
  expect(textOf(saved.html)).toContain("Nothing was different.");
});
