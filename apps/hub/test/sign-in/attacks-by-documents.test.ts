import { randomUUID } from "node:crypto";
import { createOAuthClient, pageOf, REDIRECT_URI, signIn, textOf } from "@fairlead/testkit/sign-in";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { serveDocument } from "./testing/serve-document.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let hub: RunningHub;
let inside: Server;
let arrived = 0;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-documents-"));
  const files = { key: join(folder, "key.pem"), cert: join(folder, "cert.pem") };
  execFileSync(
    "openssl",
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -keyout ${files.key} -out ${files.cert}`.split(
      " ",
    ),
    { stdio: "ignore" },
  );
  // Something inside, such as a metadata service; its certificate must not be what saves us.
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  inside = createServer({ key: readFileSync(files.key), cert: readFileSync(files.cert) }, (_req, res) => {
    arrived += 1;
    res.setHeader("content-type", "application/json");
    res.end(
      JSON.stringify({ client_id: insideUrl("localhost"), client_name: "Inside", redirect_uris: [REDIRECT_URI] }),
    );
  });
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  hub = await startHub();
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  inside.closeAllConnections();
  inside.close();
  rmSync(folder, { recursive: true, force: true });
  await hub.close();
});

const insideUrl = (host: string) => `https://${host}:${(inside.address() as AddressInfo).port}/client.json`;

/** What a browser sees of an authorization request by that client. */
async function visit(clientId: string, address?: string): Promise<{ status: number; text: string }> {
  const client = await createOAuthClient(hub.url, hub.mcpUrl, { clientId });
  const page = pageOf(await hub.browser(address).visit(client.authorization().url));
  return { status: page.status, text: textOf(page.html) };
}

const REFUSED = { status: 400, text: expect.stringContaining("invalid_client") as string };

describe("a document's address", () => {
  test("does not lead inside, whatever its name resolves to", async () => {
    // The control: without the guard, this very request arrives.
    const before = arrived;
    await fetch(insideUrl("localhost"));
    expect(arrived).toBe(before + 1);
    expect(await visit(insideUrl("localhost"))).toEqual(REFUSED);
    expect(arrived).toBe(before + 1);
  });

  test.each(["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f000001", "127.1"])(
    "%s does not either",
    async (host) => {
      const before = arrived;
      expect(await visit(insideUrl(host))).toEqual(REFUSED);
      expect(arrived).toBe(before);
    },
  );

  test.each([
    "169.254.169.254",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
  ])("is dropped when its name turns out to be %s", async (address) => {
    const dispatcher = await dispatcherOf(DOCUMENT());
    const destroyed = vi.fn();
    dispatcher.emit("connect", "https://rebound.example", [
      { [Symbol("socket")]: { remoteAddress: address, destroy: destroyed } },
    ]);
    expect(destroyed).toHaveBeenCalledOnce();
  });

  test.each(["93.184.216.34", "2606:4700::1111"])("is followed when it turns out to be %s", async (address) => {
    const dispatcher = await dispatcherOf(DOCUMENT());
    const destroyed = vi.fn();
    dispatcher.emit("connect", "https://honest.example", [
      { [Symbol("socket")]: { remoteAddress: address, destroy: destroyed } },
    ]);
    expect(destroyed).not.toHaveBeenCalled();
  });

  test.each([
    ["a redirect", () => new Response(null, { status: 302, headers: { location: insideUrl("localhost") } })],
    [
      "a redirect elsewhere",
      () => new Response(null, { status: 301, headers: { location: "https://other.example/c" } }),
    ],
    ["an error", () => new Response("{}", { status: 500 })],
    ["no JSON", () => new Response("<html>")],
    ["a list", () => Response.json([])],
    ["six kilobytes", () => Response.json({ ...good, padding: "x".repeat(6 * 1024) })],
    ["another client", () => Response.json({ ...good, client_id: "https://other.example/client.json" })],
    ["no name", () => Response.json({ ...good, client_name: undefined })],
    ["no redirect URIs", () => Response.json({ ...good, redirect_uris: [] })],
    ["a plain http redirect URI", () => Response.json({ ...good, redirect_uris: ["http://evil.example/"] })],
    ["a script for a redirect URI", () => Response.json({ ...good, redirect_uris: ["javascript:alert(1)"] })],
    ["a secret", () => Response.json({ ...good, client_secret: "shared" })],
    ["a secret's method", () => Response.json({ ...good, token_endpoint_auth_method: "client_secret_basic" })],
  ])("that answers %s is no client's", async (_name, answer) => {
    const seen = answerDocuments(answer);
    const before = arrived;
    expect((await visit(DOCUMENT())).status).toBe(400);
    expect(seen.requests).toBe(1);
    expect(arrived).toBe(before);
  });

  test("that takes its time is not waited for", { timeout: 15_000 }, async () => {
    answerDocuments(
      (signal) =>
        new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error))),
    );
    const startedAt = performance.now();
    expect(await visit(DOCUMENT())).toEqual(REFUSED);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test.each([
    "https://client.example",
    "https://client.example/",
    "http://client.example/client.json",
    "https://user@client.example/client.json",
    "https://client.example/a/../client.json",
    "https://client.example/%2e%2e/client.json",
    "https://client.example/client.json#x",
    "https://client.example\\@evil.example/client.json",
  ])("%s is none, and is not asked for", async (clientId) => {
    const seen = answerDocuments(() => Response.json({ ...good, client_id: clientId }));
    expect((await visit(clientId)).status).toBe(400);
    expect(seen.requests).toBe(0);
  });
});

describe("a document", () => {
  test("makes a client, whose host the person is shown", async () => {
    const document = await serveDocument(`https://tools.example/oauth/${randomUUID()}.json`, {});
    const { status, text } = await visit(document.url);
    expect(status).toBe(200);
    expect(text).toContain("tools.example");
    await visit(document.url);
    expect(document.fetched()).toBe(1);
  });

  test("needs no more than its address, a name and where answers go", async () => {
    const least = { token_endpoint_auth_method: undefined, grant_types: undefined };
    const document = await serveDocument(`https://least.example/${randomUUID()}.json`, least);
    const client = await createOAuthClient(hub.url, hub.mcpUrl, { clientId: document.url });
    const asked = client.authorization();
    const tokens = await client.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
    expect((await callTool(hub.mcpUrl, tokens.access_token, "get_me")).status).toBe(200);
  });

  test("is one in capitals, too: nobody but the operator sets up a client that needs none", async () => {
    const document = await serveDocument(`HTTPS://shouting.example/${randomUUID()}.json`, {});
    const { status, text } = await visit(document.url);
    expect(status).toBe(200);
    expect(text).toContain("Its page at shouting.example");
    expect(text).not.toContain("The operator of this server has set it up");
  });

  test("must name its client, however its address is spelt", async () => {
    const document = await serveDocument(`HTTPS://nameless.example/${randomUUID()}.json`, { client_name: undefined });
    expect((await visit(document.url)).status).toBe(400);
    expect(document.fetched()).toBe(1);
  });

  test("is not asked for again while it is bad", async () => {
    const seen = answerDocuments(() => new Response("{}", { status: 404 }));
    const address = DOCUMENT();
    for (let count = 0; count < 5; count += 1) expect((await visit(address)).status).toBe(400);
    expect(seen.requests).toBe(1);
    for (let count = 0; count < 5; count += 1) await visit(address.replace("https:", "HTTPS:"));
    expect(seen.requests).toBe(2);
  });

  test("by document, one address cannot make us fetch without end", async () => {
    const seen = answerDocuments(() => new Response("{}", { status: 404 }));
    for (let count = 0; count < 30; count += 1) expect((await visit(DOCUMENT(), "192.0.2.7")).status).toBe(400);
    expect(seen.requests).toBeLessThanOrEqual(11);
  });
});

let documents = 0;
/** A document's address that nobody has failed at yet. */
function DOCUMENT(): string {
  documents += 1;
  return `https://client-${documents}.example/client.json`;
}

const good = {
  get client_id() {
    return `https://client-${documents}.example/client.json`;
  },
  client_name: "A client",
  redirect_uris: [REDIRECT_URI],
  token_endpoint_auth_method: "none",
};

/** Answers every request for a host below `.example`; all others go out. */
function answerDocuments(answer: (signal: AbortSignal | null | undefined) => Response | Promise<Response>): {
  requests: number;
} {
  const seen = { requests: 0 };
  const real = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const { hostname } = new URL(String(input instanceof Request ? input.url : input));
    if (!hostname.endsWith(".example")) return real(input, init);
    seen.requests += 1;
    const response = await answer(init?.signal);
    // As the real one does unless it is told not to; what is found there would be a good document.
    const followed = init?.redirect !== "manual" && response.headers.has("location");
    return followed ? Response.json(good) : response;
  });
  return seen;
}

interface Dispatcher {
  emit(event: "connect", origin: string, targets: readonly object[]): void;
}

/** What the library sends its request through: the guard sits on its sockets. */
async function dispatcherOf(clientId: string): Promise<Dispatcher> {
  const real = globalThis.fetch;
  let found: Dispatcher | undefined;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    if (String(input) !== clientId) return real(input, init);
    found = (init as unknown as { dispatcher?: Dispatcher }).dispatcher;
    return new Response("{}", { status: 404 });
  });
  await visit(clientId);
  if (found === undefined) throw new Error("The document was not asked for.");
  return found;
}
