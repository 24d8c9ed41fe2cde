import type { Settings } from "../config/index.ts";
import { clusterUrls } from "./cluster-urls.ts";
import { openEmbedded } from "./open-embedded.ts";
import type { State } from "./state.ts";

/**
 * Opens what this process keeps things in: one file, or Postgres and Redis where both are set.
 *
 * @param report takes what breaks later, and mends itself: connections above all
 * @throws ConfigError when only one of the two is set, or what is set cannot be used.
 */
export async function openState(
  { data, cluster }: Pick<Settings, "data" | "cluster">,
  report: (error: unknown) => void,
): Promise<State> {
  const urls = clusterUrls(cluster);
  if (urls === undefined) return openEmbedded(data, report);
  // Embedded, nothing of pg or ioredis is ever loaded.
  const { openCluster } = await import("./open-cluster.ts");
  return openCluster({ ...cluster, ...urls }, report);
}
