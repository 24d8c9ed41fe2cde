import type { Notary } from "./checkpoint.ts";
import type { AuditSink } from "./sink.ts";

/** Deletes what is older than `beforeMs`; where each log now begins is signed first, so that it still verifies. */
export async function keepWithin(
  sink: AuditSink,
  { beforeMs, notary, put }: { beforeMs: number; notary: Notary; put: (note: string) => Promise<void> },
): Promise<void> {
  for (const logId of await sink.logIds()) {
    const cut = await sink.lastBefore(logId, beforeMs);
    if (cut === undefined) continue;
    await put(notary.sign({ logId, ...cut }));
    await sink.forget(logId, cut.seq);
  }
}
