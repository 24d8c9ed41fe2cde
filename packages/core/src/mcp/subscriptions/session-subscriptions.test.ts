import { expect, test } from "vitest";
import { memoryStore, type Store } from "../../store/index.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { createSessionSubscriptions } from "./session-subscriptions.ts";
import type { Subscription } from "./subscriptions.ts";

const sender = { protocolVersion: "2025-11-25", client: undefined };
const scope = { caller: "ada" } as unknown as RequestScope;

/** A session on a store whose lists come when the test lets them. */
function setUp() {
  const kept = memoryStore();
  const lists: PromiseWithResolvers<void>[] = [];
  const list: Store["list"] = async (...args) => {
    const entries = await kept.list(...args);
    const held = Promise.withResolvers<void>();
    lists.push(held);
    await held.promise;
    return entries;
  };
  const listening: Subscription[] = [];
  const add = (subscription: Subscription) => {
    listening.push(subscription);
    return () => void listening.splice(listening.indexOf(subscription), 1);
  };
  const runtime = {
    store: { ...kept, list },
    limits: { sessionTtlMs: 60_000, subscriptionsPerPrincipal: 4 },
    subscriptions: { add },
  } as unknown as RequestScope["runtime"];
  const session = createSessionSubscriptions(runtime, "session");
  const letCome = async () => {
    await expect.poll(() => lists.length).toBe(1);
    lists.pop()?.resolve();
  };
  return { session, listening, letCome, uris: () => listening.map(({ uri }) => uri) };
}

test("what is subscribed while the list is read is not taken for unsubscribed", async () => {
  const { session, uris, letCome } = setUp();
  await session.add({ uri: "toy://a", scope, sender });
  const restored = session.restore(scope);
  const added = session.add({ uri: "toy://b", scope, sender });
  await letCome();
  await Promise.all([restored, added]);
  expect(uris()).toEqual(["toy://a", "toy://b"]);
  const again = session.restore(scope);
  const ended = session.delete("toy://a");
  await letCome();
  await Promise.all([again, ended]);
  expect([uris(), session.has("toy://a")]).toEqual([["toy://b"], false]);
});

test("a session that was closed while the list is read listens to nothing", async () => {
  const { session, uris, letCome } = setUp();
  await session.add({ uri: "toy://a", scope, sender });
  const restored = session.restore(scope);
  await expect.poll(uris).toEqual(["toy://a"]);
  session.close();
  await letCome();
  await restored;
  expect([uris(), session.size]).toEqual([[], 0]);
});
