import { lru } from "../store/index.ts";
import { partitionOf } from "./partition-of.ts";
import type { Standing, Standings } from "./standing.ts";

const MAX_CONNECTIONS = 50_000;

/** For one process. Words are never used twice: a connection that was forgotten cannot come back to what it had. */
export function memoryStandings(key: Buffer, { maxConnections = MAX_CONNECTIONS } = {}): Standings {
  const standings = lru<Standing>(maxConnections);
  let words = 0;
  const word = () => String((words += 1));
  const of = (connectionId: string): Standing => {
    const known = standings.get(connectionId);
    if (known !== undefined) return known;
    const standing = { partition: partitionOf(key, connectionId, word()), written: word(), certain: true };
    standings.set(connectionId, standing);
    return standing;
  };
  return {
    of,
    wrote(connectionId) {
      const known = standings.get(connectionId);
      if (known !== undefined) standings.set(connectionId, { ...known, written: word() });
    },
    revoke(connectionId) {
      const known = standings.get(connectionId);
      standings.delete(connectionId);
      return known?.partition;
    },
    close() {},
  };
}
