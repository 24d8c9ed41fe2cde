import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { FinalFailure, JobAbort } from "../job-error.ts";
import type { Job, JobEvent, JobQueue, Jobs, QueuePolicy, RunningJob } from "../jobs.ts";
import { settled } from "../settled.ts";

/** One store with any number of processes on it. */
export interface JobsUnderTest {
  /** Another opening of the same store, as another process would have it. */
  open(): Promise<Jobs>;
  close(): Promise<void>;
}

const POLICY: Partial<QueuePolicy> = { maxAttempts: 3, backoffMs: 20, leaseMs: 1_000, keepMs: 60_000 };

/** What every driver promises. */
export function jobsContract(name: string, prepare: () => Promise<JobsUnderTest>): void {
  describe(`${name}: jobs`, () => {
    const opened: Jobs[] = [];
    let store: JobsUnderTest | undefined;
    const open = async (): Promise<Jobs> => {
      store ??= await prepare();
      const jobs = await store.open();
      opened.push(jobs);
      return jobs;
    };
    const queueOf = async (policy: Partial<QueuePolicy> = POLICY): Promise<JobQueue> =>
      (await open()).queue("work", policy);
    const ended = (queue: JobQueue, id: string) => settled(queue, id) as Promise<Job>;

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((jobs) => jobs.close()));
      await store?.close();
      store = undefined;
    });

    test("a job is done, and its result can be read", async () => {
      const queue = await queueOf();
      const id = await queue.enqueue({ n: 20 });
      expect(await queue.get(id)).toMatchObject({ id, state: "waiting", payload: { n: 20 }, attempts: 0 });
      queue.process(async ({ payload }) => ({ doubled: (payload as { n: number }).n * 2 }));
      expect(await ended(queue, id)).toMatchObject({ state: "completed", result: { doubled: 40 }, attempts: 1 });
      expect(await queue.get("jnone")).toBeUndefined();
    });

    test("who comes later hears the same as who waited", async () => {
      const [here, there] = [await queueOf(), await queueOf()];
      there.process(async ({ progress }) => {
        progress({ done: 1 });
        return "done";
      });
      const id = await here.enqueue(null);
      expect(await ended(here, id)).toMatchObject({ state: "completed", result: "done", progress: { done: 1 } });
      expect(await ended(there, id)).toMatchObject({ result: "done" });
    });

    test("of two jobs with one key there is one", async () => {
      const queue = await queueOf();
      const ids = await Promise.all(Array.from({ length: 5 }, () => queue.enqueue({}, { key: "github/delivery:1" })));
      let runs = 0;
      queue.process(async () => (runs += 1));
      await ended(queue, ids[0] ?? "");
      ids.push(await queue.enqueue({}, { key: "github/delivery:1" }));
      const other = await queue.enqueue({}, { key: "github/delivery:2" });
      await ended(queue, other);
      expect([new Set(ids).size, runs, ids.includes(other)]).toEqual([1, 2, false]);
    });

    test("a job that has ended is forgotten after its time, and its key is free", async () => {
      const queue = await queueOf({ ...POLICY, keepMs: 1_000 });
      let runs = 0;
      queue.process(async () => (runs += 1));
      const id = await queue.enqueue({}, { key: "again" });
      await ended(queue, id);
      await expect.poll(() => queue.get(id), { timeout: 5_000 }).toBeUndefined();
      await queue.enqueue({}, { key: "again" });
      await expect.poll(() => runs, { timeout: 5_000 }).toBe(2);
    });

    test("nothing runs before its time", async () => {
      const queue = await queueOf();
      const started = new Map<string, number>();
      queue.process(async ({ id }) => void started.set(id, Date.now()));
      const enqueuedAt = Date.now();
      const late = await queue.enqueue({}, { delayMs: 400 });
      const now = await queue.enqueue({});
      await Promise.all([ended(queue, late), ended(queue, now)]);
      expect((started.get(late) ?? 0) - enqueuedAt).toBeGreaterThanOrEqual(390);
      expect(started.get(now) ?? Infinity).toBeLessThan(started.get(late) ?? 0);
    });

    test("what fails is tried again, later each time, until it has been tried enough", async () => {
      const queue = await queueOf();
      const at: number[] = [];
      queue.process(async ({ attempt, payload }) => {
        at.push(Date.now());
        if (payload === "flaky" && attempt === 2) return "second time";
        throw new Error(`no ${attempt}`);
      });
      const flaky = await queue.enqueue("flaky");
      expect(await ended(queue, flaky)).toMatchObject({ state: "completed", result: "second time", attempts: 2 });
      at.length = 0;
      const hopeless = await queue.enqueue("hopeless");
      expect(await ended(queue, hopeless)).toMatchObject({ state: "failed", error: "no 3", attempts: 3 });
      const [first = 0, second = 0, third = 0] = at;
      expect(second - first).toBeGreaterThanOrEqual(19);
      expect(third - second).toBeGreaterThanOrEqual(39);
      expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 1 });
    });

    test("what cannot succeed is not tried again", async () => {
      const queue = await queueOf();
      queue.process(async () => {
        throw new FinalFailure("never");
      });
      const id = await queue.enqueue({});
      expect(await ended(queue, id)).toMatchObject({ state: "failed", error: "never", attempts: 1 });
    });

    test("progress reaches whoever listens, in whatever process", async () => {
      const [here, there] = [await queueOf(), await queueOf()];
      const events: JobEvent[] = [];
      here.subscribe((event) => events.push(event));
      here.subscribe(() => {
        throw new Error("a listener that fails");
      });
      const release = gate();
      here.process(async ({ progress }) => {
        progress({ done: 1, total: 2 });
        await release.opened;
      });
      const id = await there.enqueue({});
      await expect.poll(() => events).toContainEqual({ id, kind: "progress", progress: { done: 1, total: 2 } });
      await expect.poll(async () => (await there.get(id))?.progress).toEqual({ done: 1, total: 2 });
      release.open();
      await ended(there, id);
      expect(events.at(-1)).toEqual({ id, kind: "settled" });
    });

    test("a job that waits is cancelled at once and never runs", async () => {
      const queue = await queueOf();
      const id = await queue.enqueue({}, { delayMs: 100 });
      expect(await queue.cancel(id)).toBe(true);
      expect(await ended(queue, id)).toMatchObject({ state: "cancelled" });
      const ran: string[] = [];
      queue.process(async (job) => void ran.push(job.id));
      await ended(queue, await queue.enqueue({}, { delayMs: 200 }));
      expect([ran.includes(id), await queue.cancel(id), await queue.cancel("jnone")]).toEqual([false, false, false]);
      expect(await queue.get(id)).toMatchObject({ state: "cancelled" });
    });

    test("cancelling reaches the handler by its signal, across processes", async () => {
      const [here, there] = [await queueOf(), await queueOf()];
      const running = gate<RunningJob>();
      there.process(async (job) => {
        running.open(job);
        await new Promise((_, reject) => {
          job.signal.addEventListener("abort", () => reject(new Error("stopped")));
        });
      });
      const id = await here.enqueue({});
      const job = await running.opened;
      expect(await here.cancel(id)).toBe(true);
      expect(await ended(here, id)).toMatchObject({ id, state: "cancelled", attempts: 1 });
      expect(job.signal.reason).toEqual(new JobAbort("cancelled"));
      expect(await here.cancel(id)).toBe(false);
    });

    test("many workers share the jobs: each is done once", async () => {
      const queues = await Promise.all([queueOf(), queueOf(), queueOf()]);
      const done: string[] = [];
      for (const queue of queues) queue.process(async ({ id }) => void done.push(id), { concurrency: 4 });
      const [first] = queues as [JobQueue, JobQueue, JobQueue];
      const ids = await Promise.all(Array.from({ length: 60 }, (_, n) => first.enqueue({ n })));
      await Promise.all(ids.map((id) => ended(first, id)));
      expect(done.toSorted()).toEqual(ids.toSorted());
    });

    test("no more run at once than there are hands", async () => {
      const queue = await queueOf();
      let now = 0;
      let most = 0;
      queue.process(
        async () => {
          most = Math.max(most, (now += 1));
          await sleep(10);
          now -= 1;
        },
        { concurrency: 3 },
      );
      const ids = await Promise.all(Array.from({ length: 12 }, () => queue.enqueue({})));
      await Promise.all(ids.map((id) => ended(queue, id)));
      expect(most).toBe(3);
    });

    test("work that takes longer than the lease keeps its job", async () => {
      const [here, there] = [await queueOf(), await queueOf()];
      let runs = 0;
      const handler = async () => {
        runs += 1;
        await sleep(2_500);
      };
      here.process(handler);
      there.process(handler);
      expect(await ended(here, await here.enqueue({}))).toMatchObject({ state: "completed", attempts: 1 });
      expect(runs).toBe(1);
    });

    test("a worker that closes lets its jobs finish, and takes no more", async () => {
      const queue = await queueOf();
      const started = gate();
      const worker = queue.process(async () => {
        started.open();
        await sleep(100);
        return "finished";
      });
      const id = await queue.enqueue({});
      await started.opened;
      await worker.close(5_000);
      expect(await queue.get(id)).toMatchObject({ state: "completed", result: "finished" });
      const later = await queue.enqueue({});
      await sleep(50);
      expect(await queue.get(later)).toMatchObject({ state: "waiting" });
    });

    test("what has not finished in time is given back: the next worker has it at once, with no try used up", async () => {
      const [here, there] = [
        await queueOf({ ...POLICY, leaseMs: 30_000 }),
        await queueOf({ ...POLICY, leaseMs: 30_000 }),
      ];
      const started = gate<RunningJob>();
      const worker = here.process(async (job) => {
        started.open(job);
        await new Promise((_, reject) => job.signal.addEventListener("abort", () => reject(new Error("stopped"))));
      });
      const id = await here.enqueue({});
      const job = await started.opened;
      await worker.close(20);
      expect(job.signal.reason).toEqual(new JobAbort("shutdown"));
      there.process(async ({ attempt }) => ({ attempt }));
      expect(await ended(there, id)).toMatchObject({ state: "completed", result: { attempt: 1 } });
    });

    test("schedules run once per interval however many work on them, change and end", async () => {
      const queues = [await queueOf(), await queueOf()] as const;
      const ran: unknown[] = [];
      for (const queue of queues) queue.process(async ({ payload }) => void ran.push(payload));
      const [queue] = queues;
      await queue.schedule("sweep", 3_600_000, "never");
      const since = Date.now();
      await queue.schedule("sweep", 200, "often");
      await expect.poll(() => ran.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(3);
      const most = Math.ceil((Date.now() - since) / 200) + 1;
      expect([await queue.unschedule("sweep"), await queue.unschedule("sweep")]).toEqual([true, false]);
      expect([new Set(ran), ran.length <= most]).toEqual([new Set(["often"]), true]);
      await sleep(250);
      const before = ran.length;
      await sleep(500);
      expect(ran.length).toBe(before);
    });

    test("payloads, results and progress are bounded", async () => {
      const queue = await queueOf();
      const large = "x".repeat(256 * 1024);
      await expect(queue.enqueue({ large })).rejects.toMatchObject({ code: "too_large" });
      queue.process(async ({ payload }) => (payload === "large" ? { large } : "small"));
      expect(await ended(queue, await queue.enqueue("large"))).toMatchObject({
        state: "failed",
        error: expect.stringContaining("262144 are allowed"),
        attempts: 1,
      });
      expect(await ended(queue, await queue.enqueue(""))).toMatchObject({ result: "small" });
    });
  });
}

/** Something to wait for. */
export function gate<T = void>(): { opened: Promise<T>; open(value: T): void } {
  let open: (value: T) => void = () => {};
  const opened = new Promise<T>((resolve) => (open = resolve));
  return { opened, open };
}
