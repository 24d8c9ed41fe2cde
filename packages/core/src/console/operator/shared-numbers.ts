import { randomUUID } from "node:crypto";
import type { Metrics, MetricValue } from "../../observe/index.ts";
import type { Store } from "../../store/index.ts";

/** What each process counts for itself. Jobs that wait are counted in the store of all. */
const OWN_FAMILIES = ["upstream_budget_remaining", "jobs_total", "job_duration_seconds"] as const;
const INDEX = "numbers";
const EVERY_MS = 10_000;
/** A process that has told nothing for so long is gone. */
const KEEP_MS = 3 * EVERY_MS;
const MAX_PROCESSES = 1_000;

/** Numbers of all processes together. */
export interface SharedNumbers {
  /** @returns also how many processes have told theirs; undefined: the others cannot be asked now. */
  read(families: readonly string[]): Promise<{ values: readonly MetricValue[]; processes: number | undefined }>;
  close(): Promise<void>;
}

/**
 * Tells the other processes what this one counts, every ten seconds, and reads what they tell.
 *
 * @param options.store that processes share; undefined: there is this one alone.
 */
export function shareNumbers(options: {
  metrics: Pick<Metrics, "values">;
  store: Store | undefined;
  id?: string;
}): SharedNumbers {
  const { metrics, store, id = randomUUID() } = options;
  const key = `${INDEX}/${id}`;
  // The store's outage is told elsewhere; the next time comes soon.
  const tell = async () => store?.set(key, await metrics.values(OWN_FAMILIES), KEEP_MS, [INDEX]);
  let telling = Promise.resolve<unknown>(undefined);
  const tellNext = () => void (telling = tell().catch(() => {}));
  tellNext();
  const timer = store && setInterval(tellNext, EVERY_MS).unref();

  return {
    async read(families) {
      const [own, listed] = await Promise.all([
        metrics.values(families),
        store?.list(INDEX, { limit: MAX_PROCESSES }).catch(() => undefined) ?? [],
      ]);
      if (listed === undefined) return { values: own, processes: undefined };
      const wanted = new Set(families.flatMap((family) => [family, `${family}_sum`, `${family}_count`]));
      const others = listed
        .filter((each) => each.key !== key)
        .map(({ value }) => (value as MetricValue[]).filter(({ name }) => wanted.has(name)));
      return { values: together([own, ...others]), processes: others.length + 1 };
    },
    async close() {
      clearInterval(timer);
      // What is under way would bring it back.
      await telling;
      await store?.delete(key).catch(() => {});
    },
  };
}

/** Sums; of what is left of a quota, the least: each answer of a vendor tells of what all have spent. */
function together(told: readonly (readonly MetricValue[])[]): MetricValue[] {
  const all = new Map<string, MetricValue>();
  for (const each of told.flat()) {
    const series = JSON.stringify([each.name, Object.entries(each.labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
    const known = all.get(series);
    const value =
      known === undefined
        ? each.value
        : each.name === "upstream_budget_remaining"
          ? Math.min(known.value, each.value)
          : known.value + each.value;
    all.set(series, { ...each, value });
  }
  return [...all.values()];
}
