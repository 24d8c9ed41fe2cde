import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { aiSdk } from "./testing/foreign/ai-sdk.ts";
import type { ForeignClient } from "./testing/foreign/foreign-client.ts";
import { inspector } from "./testing/foreign/inspector.ts";
import { mcpRemote } from "./testing/foreign/mcp-remote.ts";
import { mcporter } from "./testing/foreign/mcporter.ts";
import { createPerson, type Person } from "./testing/person.ts";
import { serveDocument } from "./testing/serve-document.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

const MINUTES = 60_000;
/** Starts of a program or two, on a machine that does much else. */
const PATIENCE_MS = 2 * MINUTES;
const DOCUMENT = "https://client.example/oauth/metadata.json";
const BY_DOCUMENT = ["--client-metadata-url", DOCUMENT];
/** Wants a scope that nobody is asked for at first. */
const deletion = {
  name: "delete_repository",
  arguments: { owner: "harbor", repo: "storefront", confirm: "harbor/storefront", dry_run: true },
};

let hub: RunningHub;
let homes: string;
let document: Awaited<ReturnType<typeof serveDocument>>;
beforeAll(async () => {
  // Before anything looks at a clock: access tokens end when the tests say so.
  vi.useFakeTimers({ toFake: ["Date"], shouldAdvanceTime: true });
  document = await serveDocument(DOCUMENT, {
    redirect_uris: ["http://127.0.0.1/oauth/callback", "http://localhost/oauth/callback"],
  });
  hub = await startHub();
  homes = mkdtempSync(join(tmpdir(), "fairlead-clients-"));
});
afterAll(async () => {
  await hub.close();
  document.restore();
  vi.useRealTimers();
  rmSync(homes, { recursive: true, force: true });
});

interface Row {
  client: string;
  era: string;
  known: "by registration" | "by a document";
  start(person: Person, home: string): ForeignClient | Promise<ForeignClient>;
  /** `alone`: the client does it all. `in vain`: it asks the person for the right scopes, and does not wait for the answer. */
  stepsUp: "alone" | "in vain" | "not at all";
}

const rows: Row[] = [
  {
    client: "mcp-remote",
    era: "2026-07-28",
    known: "by registration",
    start: (person, home) => mcpRemote(hub.mcpUrl, home, person, { protocol: "auto" }),
    stepsUp: "alone",
  },
  {
    client: "mcp-remote",
    era: "2025-11-25",
    known: "by a document",
    start: (person, home) => mcpRemote(hub.mcpUrl, home, person, { protocol: "legacy", args: BY_DOCUMENT }),
    stepsUp: "alone",
  },
  {
    client: "the Inspector",
    era: "2026-07-28",
    known: "by a document",
    start: (person, home) => inspector(hub.mcpUrl, home, person, { era: "modern", args: BY_DOCUMENT }),
    stepsUp: "alone",
  },
  {
    client: "the Inspector",
    era: "2025-11-25",
    known: "by registration",
    start: (person, home) => inspector(hub.mcpUrl, home, person, { era: "legacy" }),
    // Registered, it asks for the first scopes again, whatever the server has told it.
    stepsUp: "not at all",
  },
  {
    client: "mcporter",
    era: "2025-11-25",
    known: "by registration",
    start: (person, home) => mcporter(hub.mcpUrl, home, person),
    stepsUp: "in vain",
  },
  {
    client: "the AI SDK",
    era: "2026-07-28",
    known: "by registration",
    start: (person) => aiSdk(hub.mcpUrl, person, { modern: true }),
    stepsUp: "alone",
  },
  {
    client: "the AI SDK",
    era: "2025-11-25",
    known: "by registration",
    start: (person) => aiSdk(hub.mcpUrl, person, { modern: false }),
    stepsUp: "alone",
  },
];

describe.each(rows)("$client of $era, known $known", ({ era, known, start, stepsUp }) => {
  let person: Person;
  let client: ForeignClient;
  beforeAll(async () => {
    person = createPerson(hub, "mlind");
    hub.log.length = 0;
    client = await start(person, mkdtempSync(join(homes, "home-")));
  }, PATIENCE_MS);
  afterAll(() => client.close());

  test("signs in and calls", { timeout: PATIENCE_MS }, async () => {
    expect(await client.call("get_me")).toMatchObject({ login: "mlind" });
    expect(person.sentTo).toHaveLength(1);
    const asked = Object.fromEntries(person.sentTo[0]?.searchParams ?? []);
    expect(asked).toMatchObject({ code_challenge_method: "S256", resource: hub.mcpUrl, response_type: "code" });
    expect(asked["client_id"]).toMatch(known === "by a document" ? DOCUMENT : /^d1\./);
    expect(hub.log.join("")).toContain(`"protocol_version":"${era}"`);
  });

  test("refreshes its token", { timeout: PATIENCE_MS }, async () => {
    const before = person.sentTo.length;
    vi.setSystemTime(Date.now() + 11 * MINUTES);
    expect(await client.call("get_me")).toMatchObject({ login: "mlind" });
    expect(person.sentTo).toHaveLength(before);
  });

  test("steps up to a scope that a tool wants, as far as it can", { timeout: PATIENCE_MS }, async () => {
    const unheard = person.unheard.length;
    const result = await client.call("call_tool", deletion).catch((error: Error) => error);
    const asked = person.sentTo.at(-1)?.searchParams.get("scope")?.split(" ");
    if (stepsUp !== "not at all") expect(asked).toEqual(expect.arrayContaining(["repo", "read:org", "delete_repo"]));
    if (stepsUp === "alone") expect(result).toMatchObject({ preview: expect.anything() as unknown });
    else expect(result).toBeInstanceOf(Error);
    expect(person.unheard.length - unheard).toBe(stepsUp === "in vain" ? 1 : 0);
  });

  test("signs in anew after the person has ended the connection", { timeout: PATIENCE_MS }, async () => {
    expect(await person.endConnections()).toBeGreaterThan(0);
    const before = person.sentTo.length;
    person.become("trenn");
    expect(await client.call("get_me")).toMatchObject({ login: "trenn" });
    expect(person.sentTo).toHaveLength(before + 1);
  });
});

test("the Inspector revokes what it forgets (RFC 7009)", { timeout: PATIENCE_MS }, async () => {
  const [person, home] = [createPerson(hub, "iokafor"), mkdtempSync(join(homes, "home-"))];
  const first = await inspector(hub.mcpUrl, home, person, { era: "legacy" });
  expect(await first.call("get_me")).toMatchObject({ login: "iokafor" });
  const second = await inspector(hub.mcpUrl, home, person, { era: "legacy", args: ["--relogin"] });
  expect(await second.call("get_me")).toMatchObject({ login: "iokafor" });
  expect(person.sentTo).toHaveLength(2);
  // The first would still be there, had it only been forgotten.
  expect(await person.endConnections()).toBe(1);
});
