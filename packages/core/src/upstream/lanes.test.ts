import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLanes } from "./lanes.ts";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

/** A vendor that notes how many requests it holds at once. */
async function countingVendor() {
  let inside = 0;
  const most = { GET: 0, POST: 0 };
  const vendor = await startVendor(({ method }, response) => {
    inside += 1;
    most[method === "GET" ? "GET" : "POST"] = Math.max(most[method === "GET" ? "GET" : "POST"], inside);
    setImmediate(() => {
      inside -= 1;
      sendJson(response, {});
    });
  });
  return { ...vendor, most };
}

test("no more than eight reads of a credential are with the vendor at once", async () => {
  await using vendor = await countingVendor();
  const { most } = vendor;
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  const { fetch } = upstream.session();
  await Promise.all(Array.from({ length: 60 }, (_, index) => fetch(`${vendor.url}/${index}`)));
  expect(vendor.received).toHaveLength(60);
  expect(most.GET).toBeGreaterThan(1);
  expect(most.GET).toBeLessThanOrEqual(8);
});

test("writes of a credential go one at a time", async () => {
  await using vendor = await countingVendor();
  const { most } = vendor;
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  const { fetch } = upstream.session();
  await Promise.all([1, 2, 3, 4].map((index) => fetch(`${vendor.url}/${index}`, { method: "POST" })));
  expect(vendor.received).toHaveLength(4);
  expect(most.POST).toBe(1);
});

test("writes of two calls start as far apart as the vendor wishes, and no further", async () => {
  const tookMs = fc.nat(3_000);
  await fc.assert(
    fc.asyncProperty(fc.array(tookMs, { minLength: 2, maxLength: 12 }), async (durations) => {
      let clock = 1_000_000;
      const sleep = async (ms: number) => {
        clock += ms;
      };
      const lanes = createLanes({ reads: 1, writeSpacingMs: 1_000, now: () => clock, sleep });
      const scope = { signal: new AbortController().signal, deadlineAt: Number.POSITIVE_INFINITY };
      const starts: number[] = [];
      await Promise.all(
        durations.map(async (duration) => {
          const release = await lanes.write(scope, "host", {});
          starts.push(clock);
          clock += duration;
          release();
        }),
      );
      const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
      expect(gaps).toEqual(durations.slice(0, -1).map((duration) => Math.max(1_000, duration)));
    }),
  );
});

test("the writes of one call follow each other without a pause", async () => {
  let slept = 0;
  const sleep = async (ms: number) => void (slept += ms);
  const lanes = createLanes({ reads: 1, writeSpacingMs: 1_000, now: () => 0, sleep });
  const scope = { signal: new AbortController().signal, deadlineAt: Number.POSITIVE_INFINITY };
  const [commit, comment] = [{}, {}];
  for (const call of [commit, commit, commit, comment, commit]) (await lanes.write(scope, "host", call))();
  expect(slept).toBe(2_000);
});

test("a write waits for its turn no longer than its deadline, and was not sent", async () => {
  await using vendor = await countingVendor();
  await using upstream = upstreamUnderTest({ hosts: [vendor.host], concurrency: { writeSpacingMs: 60_000 } });
  await upstream.session().fetch(vendor.url, { method: "POST" });
  const second = upstream.session("mlind", { deadlineAt: Date.now() + 50 }).fetch(vendor.url, { method: "POST" });
  expect(await rejection(second)).toMatchObject({ kind: "timeout", sent: false });
  expect(vendor.received).toHaveLength(1);
  expect((await upstream.session("trenn").fetch(vendor.url, { method: "POST" })).status).toBe(200);
});

test("a stream keeps its turn until it is read or given up", async () => {
  await using vendor = await startVendor(({ path }, response) => {
    if (path === "/log") response.writeHead(200).write("line\n");
    else sendJson(response, {});
  });
  await using upstream = upstreamUnderTest({ hosts: [vendor.host], concurrency: { reads: 1 } });
  const { fetch } = upstream.session();
  const log = await fetch(`${vendor.url}/log`, { headers: { "x-fairlead-stream": "1" } });
  const next = fetch(`${vendor.url}/a`);
  const early = upstream.session("mlind", { deadlineAt: Date.now() + 150 }).fetch(`${vendor.url}/b`);
  expect(await rejection(early)).toMatchObject({ kind: "timeout" });
  expect(vendor.received.map(({ path }) => path)).toEqual(["/log"]);
  await log.body?.cancel();
  expect((await next).status).toBe(200);
});

describe("whoever comes and goes in whatever order", () => {
  const noSleep = { now: Date.now, sleep: async () => {} };

  test("turns are never exceeded and never lost", async () => {
    const visitor = fc.record({ leavesEarly: fc.boolean(), yields: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(visitor, { maxLength: 30 }),
        async (reads, visitors) => {
          const lanes = createLanes({ reads, writeSpacingMs: 0, ...noSleep });
          let inside = 0;
          await Promise.all(
            visitors.map(async ({ leavesEarly, yields }) => {
              const controller = new AbortController();
              if (leavesEarly) void Promise.resolve().then(() => controller.abort());
              const scope = { signal: controller.signal, deadlineAt: Number.POSITIVE_INFINITY };
              const release = await lanes.read(scope, "host").catch(() => undefined);
              if (!release) return;
              inside += 1;
              expect(inside).toBeLessThanOrEqual(reads);
              for (let turn = 0; turn < yields; turn += 1) await Promise.resolve();
              inside -= 1;
              release();
              release();
            }),
          );
          const signal = new AbortController().signal;
          const all = Array.from({ length: reads }, () => lanes.read({ signal, deadlineAt: 0 }, "host"));
          await Promise.all(all);
        },
      ),
    );
  });
});
