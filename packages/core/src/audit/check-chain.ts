import { EMPTY, hashOf, type Head } from "./chain.ts";
import type { AuditRecord } from "./event.ts";

/** Something about a log that cannot be as it was written. */
export interface ChainProblem {
  logId: string;
  /** Where it shows; what was changed may stand right before. */
  seq: number;
  what: "altered" | "missing" | "out_of_place" | "truncated" | "replaced" | "forged_checkpoint";
  message: string;
}

export interface ChainCheck {
  /** Takes the next record of the log. */
  take(record: AuditRecord): void;
  /** The end so far: what a checkpoint is held against. */
  readonly head: Head;
  readonly problems: readonly ChainProblem[];
}

/**
 * Looks at one log from its beginning, record by record: each must be whole, in its place, and tied to the one before.
 *
 * @param from the end of what was deleted by rule, as a checkpoint says
 */
export function checkChain(logId: string, from: Head = EMPTY): ChainCheck {
  const problems: ChainProblem[] = [];
  let head = from;
  const say = (seq: number, what: ChainProblem["what"], message: string) =>
    problems.push({ logId, seq, what, message });
  return {
    take(record) {
      const { seq, hash, prev } = record;
      const expected = head.seq + 1;
      if (record.logId !== logId) say(seq, "out_of_place", `Record ${seq} belongs to the log ${record.logId}.`);
      if (hashOf(record) !== hash) say(seq, "altered", `Record ${seq} was changed after it was written.`);
      if (seq > expected) {
        const which = seq === expected + 1 ? `Record ${expected} is` : `Records ${expected} to ${seq - 1} are`;
        say(seq, "missing", `${which} missing.`);
      } else if (seq < expected) say(seq, "out_of_place", `Record ${seq} stands where ${expected} should.`);
      else if (prev !== head.hash) say(seq, "altered", `Record ${seq} does not follow from the one before it.`);
      head = { seq, hash };
    },
    get head() {
      return head;
    },
    problems,
  };
}
