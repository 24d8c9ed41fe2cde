import { join } from "node:path";
import { ConfigError } from "../config/index.ts";
import { memoryChannel } from "./memory-channel.ts";
import { memoryStore } from "./memory-store.ts";
import { openQuickSqlite, openSqlite } from "./open-sqlite.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { EmbeddedState } from "./state.ts";

const MEMORY = ":memory:";
/** In the data folder. */
export const DATABASE_FILE = "fairlead.db";

/**
 * Opens the data folder.
 *
 * @throws ConfigError when it cannot be used; nothing in it has changed.
 */
export function openEmbedded(data: string, report: (error: unknown) => void): EmbeddedState {
  const sqlite = open(data);
  // A database in memory has one way to it.
  const quickSqlite = data === MEMORY ? sqlite : openQuickSqlite(join(data, DATABASE_FILE));
  return {
    mode: "embedded",
    sqlite,
    quickSqlite,
    durable: sqliteStore(sqlite),
    volatile: memoryStore(),
    counts: sqliteStore(quickSqlite),
    channel: memoryChannel(report),
    async close() {
      if (quickSqlite !== sqlite) quickSqlite.close();
      sqlite.close();
    },
  };
}

function open(data: string): ReturnType<typeof openSqlite> {
  try {
    return openSqlite(data === MEMORY ? MEMORY : join(data, DATABASE_FILE));
  } catch (error) {
    const advice = error instanceof Error ? error.message : String(error);
    throw new ConfigError([
      {
        where: "FAIRLEAD_DATA",
        found: data,
        accepts: "a folder that this user may write, or :memory: to forget everything at the end",
        advice,
      },
    ]);
  }
}
