import { afterEach, expect, test } from "vitest";
import type { WebhookEffects } from "../connector/index.ts";
import { embeddedJobs } from "../jobs/index.ts";
import { openSqlite, sqliteInbox } from "../store/index.ts";
import { createDeliveryWork } from "./delivery-work.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const DAY_MS = 24 * 60 * 60_000;
const of = (id: string) => ({ id, content: JSON.stringify({ uris: [id] }) });

/** @param lateMs how long ago deliveries came in */
function start(apply: (effects: readonly WebhookEffects[]) => Promise<void>, lateMs = 0) {
  const database = openSqlite(":memory:");
  const errors: unknown[] = [];
  const jobs = embeddedJobs({ database, pollMs: 10, onError: (error) => errors.push(error) });
  const inbox = sqliteInbox(database, () => Date.now() - lateMs);
  const reportError = (error: unknown) => errors.push(error);
  const work = createDeliveryWork({ jobs, inbox, connector: "t/a", queueName: "webhooks.a", apply, reportError });
  closers.push(
    () => database.close(),
    () => jobs.close(),
    () => work.stop(),
  );
  return { inbox, work, errors, tidy: () => jobs.queue("webhooks.a").enqueue({}) };
}

test("what comes in is done at once, together with what came in meanwhile, and is then forgotten", async () => {
  const applied: string[][] = [];
  const first = Promise.withResolvers<void>();
  const { inbox, work } = start(async (effects) => {
    applied.push(effects.flatMap(({ uris = [] }) => uris));
    if (applied.length === 1) await first.promise;
  });
  await inbox.add("t/a", ["1", "2", "3"].map(of), DAY_MS);
  work.add([of("1")]);
  work.add([of("2")]);
  work.add([of("3")]);
  expect(applied).toEqual([["1"]]);
  first.resolve();
  await expect.poll(() => inbox.open("t/a", ["1", "2", "3"])).toEqual([]);
  expect(applied).toEqual([["1"], ["2", "3"]]);
  // Their ids are still known.
  expect(await inbox.add("t/a", [of("1")], DAY_MS)).toEqual(new Set());
});

test("what failed, and what a replica that died had taken, is done by a job", async () => {
  let broken = true;
  const applied: string[] = [];
  const { inbox, work, errors, tidy } = start(async (effects) => {
    if (broken) throw new Error("not now");
    applied.push(...effects.flatMap(({ uris = [] }) => uris));
  }, 60_000);
  await inbox.add("t/a", [of("failed"), of("forgotten")], DAY_MS);
  work.add([of("failed")]);
  await expect.poll(() => errors).toHaveLength(1);
  broken = false;
  await work.start();
  await tidy();
  await expect.poll(() => applied.toSorted()).toEqual(["failed", "forgotten"]);
  await expect.poll(() => inbox.open("t/a", ["failed", "forgotten"])).toEqual([]);
});

test("who stops says first what is done", async () => {
  const { inbox, work } = start(async () => {});
  await inbox.add("t/a", [of("1")], DAY_MS);
  work.add([of("1")]);
  await work.stop();
  expect(await inbox.open("t/a", ["1"])).toEqual([]);
});
