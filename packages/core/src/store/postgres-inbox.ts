import type { Pool } from "pg";
import type { Delivery, Inbox } from "./inbox.ts";

/** Makes the statement that it is part of a commit that does not wait for the disk. */
const QUICKLY = "(SELECT set_config('synchronous_commit', 'off', true)) AS quickly";

/** @param pool of the migrated schema; whoever opened it closes it. */
export function postgresInbox(pool: Pick<Pool, "query">, now: () => number = Date.now): Inbox {
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return {
    async add(connector, deliveries, ttlMs) {
      const at = now();
      // In the order of their ids: two replicas that take the same ones do not wait for each other in a circle.
      const { rows } = await pool.query<{ id: string }>(
        `INSERT INTO webhook_delivery (connector, id, content, received_at_ms, expires_at_ms)
         SELECT $1, id, content, $4, $5 FROM unnest($2::text[], $3::text[]) AS sent (id, content), ${QUICKLY} ORDER BY id
         ON CONFLICT (connector, id) DO UPDATE SET content = excluded.content,
           received_at_ms = excluded.received_at_ms, expires_at_ms = excluded.expires_at_ms
           WHERE webhook_delivery.expires_at_ms <= $4
         RETURNING id`,
        [connector, idsOf(deliveries), deliveries.map(({ content }) => content), at, at + ttlMs],
      );
      return new Set(idsOf(rows));
    },
    async open(connector, ids) {
      const { rows } = await pool.query<Delivery>(
        "SELECT id, content FROM webhook_delivery WHERE connector = $1 AND id = ANY($2) AND content IS NOT NULL",
        [connector, ids],
      );
      return rows;
    },
    async done(connector, ids) {
      await pool.query(
        `UPDATE webhook_delivery SET content = NULL FROM ${QUICKLY} WHERE connector = $1 AND id = ANY($2)`,
        [connector, ids],
      );
    },
    async overdue(connector, sinceMs, limit) {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT id FROM webhook_delivery WHERE connector = $1 AND content IS NOT NULL AND received_at_ms < $2
         ORDER BY received_at_ms LIMIT $3`,
        [connector, sinceMs, limit],
      );
      return idsOf(rows);
    },
    async sweep() {
      const { rowCount } = await pool.query("DELETE FROM webhook_delivery WHERE expires_at_ms <= $1", [now()]);
      return rowCount ?? 0;
    },
  };
}
