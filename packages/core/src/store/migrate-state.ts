import type { Settings } from "../config/index.ts";
import { clusterUrls } from "./cluster-urls.ts";
import type { Migration } from "./migrations/index.ts";
import { openEmbedded } from "./open-embedded.ts";
import { shownUrl } from "./unreachable.ts";

/**
 * Brings the schema up to date, of Postgres or of the file. Redis has none, and is not asked.
 *
 * @returns where that was, without secrets, and which steps it took; a file's are taken whenever it is opened.
 * @throws ConfigError when it cannot be done; nothing has changed then.
 */
export async function migrateState({
  data,
  cluster,
}: Pick<Settings, "data" | "cluster">): Promise<{ where: string; taken: readonly Migration[] }> {
  const urls = clusterUrls(cluster);
  if (urls === undefined) {
    await openEmbedded(data, () => {}).close();
    return { where: data, taken: [] };
  }
  const { openPostgres } = await import("./open-postgres.ts");
  const { prepareDatabase } = await import("./prepare-database.ts");
  const postgres = openPostgres({ url: urls.databaseUrl, poolSize: 1 });
  try {
    const taken = await prepareDatabase(postgres, { ...urls, migrateAtStart: true });
    return { where: shownUrl(urls.databaseUrl), taken };
  } finally {
    await postgres.close();
  }
}
