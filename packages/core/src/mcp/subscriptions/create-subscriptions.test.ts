import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineReach, defineResource, ToolError } from "../../connector/index.ts";
import { listener, oldListener } from "../testing/listener.ts";
import { modernRpc } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith } from "../testing/toy-connector.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const nobody = new Set<string>();
let reads: string[] = [];
const box = defineResource({
  name: "box",
  title: "Box",
  description: "A box",
  uri: "toy://box/{name}",
  mimeType: "text/plain",
  params: z.object({ name: z.string() }),
  scopes: [],
  subscribe: true,
  async read({ name }, { connection }) {
    reads.push(`${connection.id} ${name}`);
    if (nobody.has(connection.id)) throw new ToolError("not_found", "There is none.");
    return { text: name };
  },
});

const reach = defineReach({ one: "box", many: "boxes", example: "attic/*", fields: ["room", "name"] });
const roomBox = defineResource({
  ...box,
  name: "room_box",
  uri: "toy://box/{room}/{name}",
  params: z.object({ room: z.string(), name: z.string() }),
  read: async () => ({ text: "" }),
});

async function start(more: Parameters<typeof startEndpoint>[0] = {}): Promise<RunningEndpoint> {
  nobody.clear();
  reads = [];
  const webhooks = {
    enabled: () => true,
    verify: () => true,
    deliveryId: () => undefined,
    eventName: () => undefined,
    eventsOf: () => ({}),
    canonical: (uri: string) => uri.toLowerCase(),
  };
  const running = await startEndpoint({
    connector: toyWith([], { resources: [box], webhooks }),
    people: true,
    ...more,
  });
  closers.push(() => running.close());
  return running;
}

async function listening(running: RunningEndpoint, person: string, uris: readonly string[]) {
  const each = await listener(running, person, uris);
  closers.push(each.leave);
  return each;
}

const change = (more: Partial<Parameters<RunningEndpoint["runtime"]["subscriptions"]["announce"]>[0]>) => ({
  uris: [],
  below: [],
  proposals: [],
  access: false,
  ...more,
});

describe("a change is told", () => {
  test("to those who have read it lately at once, to others once they have read it again", async () => {
    const running = await start();
    const { subscriptions } = running.runtime;
    const [ada, ben] = [
      await listening(running, "ada", ["toy://box/a"]),
      await listening(running, "ben", ["toy://box/a"]),
    ];
    await modernRpc(running.url, "resources/read", { uri: "toy://box/a" }, { headers: { "x-person": "ada" } });
    expect(reads).toEqual(["connection-of-ada a"]);
    nobody.add("connection-of-ben");
    subscriptions.announce(change({ uris: ["toy://box/A"] }));
    await expect.poll(ada.heard).toEqual(["toy://box/a"]);
    await expect.poll(() => reads).toEqual(["connection-of-ada a", "connection-of-ben a"]);
    nobody.clear();
    subscriptions.announce(change({ uris: ["toy://box/a", "toy://box/b"] }));
    await expect.poll(ben.heard).toEqual(["toy://box/a"]);
    await expect.poll(ada.heard).toEqual(["toy://box/a", "toy://box/a"]);
  });

  test("after access has changed only to those who can read it now", async () => {
    const running = await start();
    const { subscriptions } = running.runtime;
    const ada = await listening(running, "ada", ["toy://box/a", "toy://box/b"]);
    for (const name of ["a", "b"])
      await modernRpc(running.url, "resources/read", { uri: `toy://box/${name}` }, { headers: { "x-person": "ada" } });
    reads = [];
    subscriptions.announce(change({ below: ["toy://box/"], access: true }));
    await expect.poll(() => ada.heard().toSorted()).toEqual(["toy://box/a", "toy://box/b"]);
    expect(reads.toSorted()).toEqual(["connection-of-ada a", "connection-of-ada b"]);
  });

  test.each([
    ["2026-07-28", listener],
    ["2025-11-25", oldListener],
  ])("to a client of %s only while its owner lets it read", async (_era, listen) => {
    const running = await start({ connector: toyWith([], { resources: [roomBox], reach }), owners: true });
    const { subscriptions, policies } = running.runtime;
    const ada = await listen(running, "ada", ["toy://box/attic/a", "toy://box/cellar/b"]);
    closers.push(ada.leave);
    const policy = { allow: { read: ["attic/*"] } };
    await policies?.write("connection-of-ada", policy, { tenant: "test", subject: "ada" });
    subscriptions.announce(change({ uris: ["toy://box/cellar/b"] }));
    subscriptions.announce(change({ uris: ["toy://box/attic/a"] }));
    await expect.poll(ada.heard).toContain("toy://box/attic/a");
    expect(ada.heard()).toEqual(["toy://box/attic/a"]);
  });

  test("once per connection, however many of its clients listen; to nobody who has left", async () => {
    const running = await start();
    const { subscriptions } = running.runtime;
    const both = [await listening(running, "ada", ["toy://box/a"]), await listening(running, "ada", ["toy://box/a"])];
    subscriptions.announce(change({ uris: ["toy://box/a"] }));
    for (const each of both) await expect.poll(each.heard).toEqual(["toy://box/a"]);
    expect(reads).toEqual(["connection-of-ada a"]);
    for (const each of both) each.leave();
    await expect.poll(() => subscriptions.size).toBe(0);
  });

  test("of what can be listened to only: the acknowledgement leaves out the rest", async () => {
    const running = await start();
    await listening(running, "ada", ["toy://box/a", "toy://shelf", "toy://box/a", "nothing"]);
    expect(running.runtime.subscriptions.size).toBe(1);
    expect(running.records.filter(({ method }) => method === "subscriptions/listen")).toMatchObject([
      { outcome: "ok" },
    ]);
  });
});

test("proposals of what has changed are forgotten, and no others", async () => {
  const { runtime } = await start();
  const { remembered } = runtime.completions;
  const keyOf = (known: Record<string, string>) => JSON.stringify(["c", "path", known]);
  for (const repo of ["Shop", "docs"]) remembered.set(keyOf({ owner: "harbor", repo }), { typed: "", values: [] });
  runtime.subscriptions.announce(change({ proposals: [{ owner: "harbor", repo: "shop" }] }));
  await expect.poll(() => remembered.size).toBe(1);
  expect(remembered.has(keyOf({ owner: "harbor", repo: "docs" }))).toBe(true);
});
