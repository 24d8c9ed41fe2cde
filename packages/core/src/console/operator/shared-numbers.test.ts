import { expect, test } from "vitest";
import { createMetrics } from "../../observe/index.ts";
import { memoryStore, StoreError } from "../../store/index.ts";
import { JOB_FAMILIES } from "./jobs-view.ts";
import { shareNumbers } from "./shared-numbers.ts";
import { VENDOR_FAMILIES } from "./vendors-view.ts";

const newMetrics = () => createMetrics({ tools: { github: [] }, methods: [] });
const left = { connector: "github", credential: "a", bucket: "core", resetMs: 60_000 };
const job = { queue: "tasks.github", outcome: "completed" } as const;

test("what all replicas have done is told together, of quotas the least that one has heard", async () => {
  const store = memoryStore();
  const [first, second] = [newMetrics(), newMetrics()];
  for (const metrics of [first, second]) metrics.watchQueue("tasks.github", async () => ({ waiting: 3, running: 1 }));
  second.job({ ...job, durationMs: 3_000 });
  second.job({ ...job, outcome: "failed", durationMs: 1_000 });
  second.budget({ ...left, remaining: 40 });
  second.budget({ ...left, bucket: "search", remaining: 30 });
  const others = shareNumbers({ metrics: second, store });
  await expect.poll(() => store.list("numbers")).toHaveLength(1);
  const ours = shareNumbers({ metrics: first, store });
  first.job({ ...job, durationMs: 2_000 });
  first.budget({ ...left, remaining: 50 });

  const jobs = await ours.read(JOB_FAMILIES);
  const valueOf = (name: string, outcome?: string) =>
    jobs.values.find((each) => each.name === name && each.labels["outcome"] === outcome)?.value;
  expect(jobs.processes).toBe(2);
  expect([valueOf("jobs_total", "completed"), valueOf("jobs_total", "failed")]).toEqual([2, 1]);
  expect([valueOf("job_duration_seconds_sum"), valueOf("job_duration_seconds_count")]).toEqual([6, 3]);
  expect([valueOf("jobs_waiting"), valueOf("jobs_running")]).toEqual([3, 1]);
  const budgets = (await ours.read(VENDOR_FAMILIES)).values.map(({ labels, value }) => [labels["bucket"], value]);
  expect(Object.fromEntries(budgets)).toEqual({ core: 40, search: 30 });

  await others.close();
  expect((await ours.read(JOB_FAMILIES)).processes).toBe(1);
  await ours.close();
});

test("one process alone is one; while the others cannot be asked it tells its own, and says so", async () => {
  const metrics = newMetrics();
  metrics.budget({ ...left, remaining: 7 });
  const alone = shareNumbers({ metrics, store: undefined });
  expect(await alone.read(VENDOR_FAMILIES)).toMatchObject({ values: [{ value: 7 }], processes: 1 });
  const store = memoryStore();
  store.list = store.set = async () => {
    throw new StoreError("unavailable", "Redis is away.");
  };
  const cut = shareNumbers({ metrics, store });
  expect(await cut.read(VENDOR_FAMILIES)).toMatchObject({ values: [{ value: 7 }], processes: undefined });
  await Promise.all([alone.close(), cut.close()]);
});

test("a process that has ended is gone, though it was just telling", async () => {
  const store = memoryStore();
  const [arrived, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const telling: typeof store = {
    ...store,
    set: async (...args) => {
      await arrived.promise;
      await store.set(...args);
      told.resolve();
    },
  };
  const ended = shareNumbers({ metrics: newMetrics(), store: telling }).close();
  arrived.resolve();
  await Promise.all([ended, told.promise]);
  expect(await store.list("numbers")).toEqual([]);
});
