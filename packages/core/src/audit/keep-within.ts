import type { Notary } from "./checkpoint.ts";
import type { AuditSink } from "./sink.ts";

/**
 * Deletes what is older than `beforeMs`; where each log now begins is signed first, so that it still verifies.
 *
 * @param options.own the log that this process goes on with: its end stays, for the next record is tied to it
 */
export async function keepWithin(
  sink: AuditSink,
  options: { beforeMs: number; own: string; notary: Notary; put: (note: string, logId: string) => Promise<void> },
): Promise<void> {
  const { beforeMs, own, notary, put } = options;
  for (const logId of await sink.logIds()) {
    const cut = await sink.lastBefore(logId, beforeMs, { ended: logId !== own });
    if (cut === undefined) continue;
    await put(notary.sign({ logId, ...cut, cut: true }), logId);
    await sink.forget(logId, cut.seq);
  }
}
