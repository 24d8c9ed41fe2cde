import type { DatabaseSync } from "node:sqlite";
import type { Delivery, Inbox } from "./inbox.ts";

/** @param database of the migrated schema; whoever opened it closes it. */
export function sqliteInbox(database: DatabaseSync, now: () => number = Date.now): Inbox {
  // One statement for any number of them: it is one commit, and one wait for the disk.
  const add = database.prepare(`INSERT INTO webhook_delivery (connector, id, content, received_at_ms, expires_at_ms)
    SELECT :connector, value ->> 'id', value ->> 'content', :now, :expires FROM json_each(:deliveries) WHERE true
    ON CONFLICT (connector, id) DO UPDATE SET content = excluded.content, received_at_ms = excluded.received_at_ms,
      expires_at_ms = excluded.expires_at_ms WHERE webhook_delivery.expires_at_ms <= :now
    RETURNING id`);
  const open = database.prepare(`SELECT id, content FROM webhook_delivery WHERE connector = :connector
    AND content IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))`);
  const done = database.prepare(`UPDATE webhook_delivery SET content = NULL WHERE connector = :connector
    AND id IN (SELECT value FROM json_each(:ids))`);
  const overdue = database.prepare(`SELECT id FROM webhook_delivery WHERE connector = :connector
    AND content IS NOT NULL AND received_at_ms < :since ORDER BY received_at_ms LIMIT :limit`);
  const sweep = database.prepare("DELETE FROM webhook_delivery WHERE expires_at_ms <= :now");
  const idsOf = (rows: readonly unknown[]) => (rows as { id: string }[]).map(({ id }) => id);
  return {
    async add(connector, deliveries, ttlMs) {
      const at = now();
      const rows = add.all({ connector, deliveries: JSON.stringify(deliveries), now: at, expires: at + ttlMs });
      return new Set(idsOf(rows));
    },
    open: async (connector, ids) =>
      open.all({ connector, ids: JSON.stringify(ids) }).map((row) => ({ ...row }) as unknown as Delivery),
    async done(connector, ids) {
      done.run({ connector, ids: JSON.stringify(ids) });
    },
    overdue: async (connector, since, limit) => idsOf(overdue.all({ connector, since, limit })),
    sweep: async () => Number(sweep.run({ now: now() }).changes),
  };
}
