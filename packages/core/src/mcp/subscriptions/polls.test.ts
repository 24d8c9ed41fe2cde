import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { defineResource, ToolError, type AnyResource } from "../../connector/index.ts";
import { memoryStore, type Store } from "../../store/index.ts";
import { listener, oldListener } from "../testing/listener.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";
import { toyWith } from "../testing/toy-connector.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A box with something in it; undefined: nobody may look into it. */
let inside: string | undefined = "a";
let looks = 0;
const lookers = new Set<string>();
const box = defineResource({
  name: "box",
  title: "Box",
  description: "A box",
  uri: "toy://box/{name}",
  mimeType: "text/plain",
  params: z.object({ name: z.string() }),
  scopes: [],
  subscribe: true,
  async read(_, { connection }) {
    looks += 1;
    lookers.add(connection.id);
    if (inside === undefined) throw new ToolError("not_found", "There is none.");
    return { text: inside };
  },
});

async function start(resource: AnyResource = box, announces = false, store?: Store): Promise<RunningEndpoint> {
  [inside, looks] = ["a", 0];
  lookers.clear();
  const webhooks = {
    enabled: () => announces,
    verify: () => true,
    deliveryId: () => undefined,
    eventName: () => undefined,
    eventsOf: () => ({}),
  };
  const connector = toyWith([], { resources: [resource], webhooks });
  const running = await startEndpoint({ connector, people: true, limits: { pollMs: 10 }, ...(store && { store }) });
  closers.push(() => running.close());
  return running;
}

test("whoever listens is told of what a look has shown, and of nothing that cannot be read", async () => {
  const running = await start();
  const { heard, leave } = await listener(running, "ada", ["toy://box/a"]);
  closers.push(leave);
  await expect.poll(() => looks).toBeGreaterThan(1);
  inside = "b";
  await expect.poll(heard).toEqual(["toy://box/a"]);
  inside = undefined;
  const before = looks;
  await expect.poll(() => looks).toBeGreaterThan(before + 1);
  expect(heard()).toHaveLength(1);
  inside = "c";
  await expect.poll(heard).toEqual(["toy://box/a", "toy://box/a"]);
  expect(running.errors).toEqual([]);
});

test("a change is told before it is written down that it was seen: whoever dies in between hides it from nobody", async () => {
  const store = memoryStore();
  let dies = false;
  const set: Store["set"] = (key, ...rest) =>
    dies && key.startsWith("poll/seen/") ? new Promise(() => {}) : store.set(key, ...rest);
  const running = await start(box, false, { ...store, set });
  const { heard, leave } = await listener(running, "ada", ["toy://box/a"]);
  closers.push(leave);
  await expect.poll(() => looks).toBeGreaterThan(1);
  dies = true;
  inside = "b";
  await expect.poll(heard).toEqual(["toy://box/a"]);
});

test("where webhooks tell, nobody looks, except at what no webhook tells of", async () => {
  const told = await start(box, true);
  closers.push((await listener(told, "ben", ["toy://box/a"])).leave);
  const running = await start({ ...box, polled: true }, true);
  const { heard, leave } = await listener(running, "ada", ["toy://box/a"]);
  closers.push(leave);
  await expect.poll(() => looks).toBeGreaterThan(2);
  inside = "b";
  await expect.poll(heard).toEqual(["toy://box/a"]);
  expect(told.runtime.subscriptions.size).toBe(1);
  expect([...lookers]).toEqual(["connection-of-ada"]);
});

test("an old client's subscription is looked after while a stream of its session is open", async () => {
  const running = await start();
  const { heard, leave } = await oldListener(running, "ada", ["toy://box/a"]);
  await expect.poll(() => looks).toBeGreaterThan(1);
  inside = "b";
  await expect.poll(heard).toEqual(["toy://box/a"]);
  leave();
  await expect.poll(() => running.left()).toBe(1);
  // One may be under way.
  await sleep(50);
  const before = looks;
  await sleep(100);
  expect(looks).toBe(before);
  // The subscription is still there, for a stream that comes back.
  expect(running.runtime.subscriptions.size).toBe(1);
});
