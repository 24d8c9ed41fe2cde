import type { Registry } from "prom-client";

/** One number that a process measures. */
export interface MetricValue {
  /** As `/metrics` names it; of a histogram its `_sum` and its `_count`. */
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** The numbers of some families as they are now. */
export async function metricValues(registry: Registry, families: readonly string[]): Promise<MetricValue[]> {
  const found = families.map(async (family): Promise<MetricValue[]> => {
    const { values = [] } = (await registry.getSingleMetric(family)?.get()) ?? {};
    return values.flatMap(({ value, labels, ...more }) => {
      const name = "metricName" in more && typeof more.metricName === "string" ? more.metricName : family;
      if (name.endsWith("_bucket")) return [];
      const texts = Object.entries(labels).map(([label, text]) => [label, String(text)] as const);
      return [{ name, labels: Object.fromEntries(texts), value }];
    });
  });
  return (await Promise.all(found)).flat();
}
