import type { ResultRow } from "../../shape/results.ts";
import { wordOf } from "../errors/errors.ts";
import type { SlackContext } from "../slack-client.ts";

/**
 * Does the same to several objects, one after the other. What Slack refuses for one is its result and stops no other.
 *
 * @param already Words that mean: it was so before.
 */
export async function toEach(
  context: SlackContext,
  ids: readonly string[],
  work: (id: string) => Promise<unknown>,
  { done, already }: { done: string; already?: Readonly<Record<string, string>> },
): Promise<ResultRow[]> {
  context.preview({ then: ids.slice(1).map((id) => `the same for ${id}`) });
  const rows: ResultRow[] = [];
  for (const id of ids) {
    try {
      await work(id);
      rows.push({ id, status: done });
    } catch (error) {
      const word = wordOf(error);
      // Without an answer, or without the right to any of them, the call as a whole has failed.
      if (word === undefined || /^(missing_scope|invalid_auth|token_|ratelimited)/.test(word)) throw error;
      const known = already?.[word];
      rows.push(
        known === undefined ? { id, status: "failed", reason: word.replaceAll("_", " ") } : { id, status: known },
      );
    }
  }
  return rows;
}
