import { checkChain, type ChainProblem } from "./check-chain.ts";
import type { Checkpoint, Notary } from "./checkpoint.ts";
import type { AuditSink } from "./sink.ts";

export interface Verified {
  logs: number;
  records: number;
  checkpoints: number;
  problems: readonly ChainProblem[];
}

/**
 * Reads every log from its beginning and holds it to itself and to the checkpoints that were put down elsewhere. The log
 * alone shows what was changed inside it; that its end was cut off, or all of it written anew, only checkpoints show.
 */
export async function verifyLogs(
  sink: Pick<AuditSink, "logIds" | "follow">,
  { notes, notary }: { notes: readonly string[]; notary: Notary },
): Promise<Verified> {
  const problems: ChainProblem[] = [];
  const expected = new Map<string, Map<number, Checkpoint>>();
  notes.forEach((note, at) => {
    const checkpoint = notary.open(note);
    if (checkpoint === undefined) {
      const message = `Checkpoint ${at + 1} was not signed by us as it stands.`;
      problems.push({ logId: "", seq: 0, what: "forged_checkpoint", message });
      return;
    }
    const ofLog = expected.get(checkpoint.logId) ?? new Map<number, Checkpoint>();
    // One place may have been signed twice: as an end, and when what is up to it was deleted.
    const { cut = ofLog.get(checkpoint.seq)?.cut } = checkpoint;
    expected.set(checkpoint.logId, ofLog.set(checkpoint.seq, { ...checkpoint, ...(cut === true && { cut }) }));
  });

  let records = 0;
  const logIds = new Set([...(await sink.logIds()), ...expected.keys()]);
  for (const logId of logIds) {
    const checkpoints = expected.get(logId) ?? new Map<number, Checkpoint>();
    const met = new Set<number>();
    let check = checkChain(logId);
    let first = true;
    for await (const record of sink.follow(logId, 0)) {
      const before = first ? checkpoints.get(record.seq - 1) : undefined;
      if (before?.cut === true) check = checkChain(logId, before);
      first = false;
      check.take(record);
      records += 1;
      const { seq, hash } = record;
      const checkpoint = checkpoints.get(seq);
      if (checkpoint === undefined || met.has(seq)) continue;
      met.add(seq);
      if (checkpoint.hash === hash) continue;
      const message = `Record ${seq} is another one than when its checkpoint was signed.`;
      problems.push({ logId, seq, what: "replaced", message });
    }
    problems.push(...check.problems);
    // Of a log that has ended, retention deletes all.
    const end = Math.max(check.head.seq, ...[...checkpoints.values()].map(({ seq, cut }) => (cut === true ? seq : 0)));
    const beyond = [...checkpoints.keys()].filter((seq) => seq > end);
    if (beyond.length > 0) {
      const message = `The log ends at ${check.head.seq}; a checkpoint knew ${Math.max(...beyond)} records.`;
      problems.push({ logId, seq: check.head.seq, what: "truncated", message });
    }
  }
  return { logs: logIds.size, records, checkpoints: notes.length, problems };
}
