import { coreSettings, describeSettings, type Settings } from "../../config/index.ts";
import type { MetricRow } from "./metric-rows.ts";

const SHOWN = /^(?:limits|policy)\./;

/** What the operator has set that limits anybody, with its values. Nothing of it is secret. */
export function limitRows(settings: Pick<Settings, "limits" | "policy">): MetricRow[] {
  return describeSettings(coreSettings).flatMap(({ name, env, secret, description }) => {
    if (!SHOWN.test(name) || secret) return [];
    const value = name
      .split(".")
      .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], settings);
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "not set");
    return [{ name: env ?? name, labels: description, value: text }];
  });
}
