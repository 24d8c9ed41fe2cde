import type { Store } from "../store/index.ts";

const INDEX = "audit/cuts";
const PAGE = 500;

/**
 * What has signed how far logs were deleted by rule, the last of each. Replicas share it, as each may have deleted what others
 * wrote and has a file of checkpoints of its own. Nobody else can sign one: it need not be kept from whoever has the database.
 */
export interface CutNotes {
  put(note: string, logId: string): Promise<void>;
  all(): Promise<readonly string[]>;
}

export function cutNotes(store: Store): CutNotes {
  return {
    put: (note, logId) => store.set(`audit/cut/${logId}`, note, Infinity, [INDEX]),
    async all() {
      const notes: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await store.list(INDEX, { limit: PAGE, ...(after !== undefined && { after }) });
        notes.push(...page.map(({ value }) => String(value)));
        after = page.at(-1)?.key;
        if (after === undefined || page.length < PAGE) return notes;
      }
    },
  };
}
