import type { ResultRow } from "../../shape/results.ts";
import { wordOf } from "../errors/errors.ts";
import { reasonOf } from "../errors/reason-of.ts";
import type { SlackContext } from "../slack-client.ts";

/** What does not concern the one object, but all that follow. */
const FOR_ALL = /^(missing_scope|not_authed|invalid_auth|token_|account_inactive|ratelimited|rate_limited)/;

/**
 * Does the same to several objects, one after the other. What Slack refuses for one is its result and stops no other. Where
 * the work cannot go on, what was done by then is told all the same.
 *
 * @param work Gives `false` where there was nothing to do, for which the status is `absent`.
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
  for (const [index, id] of ids.entries()) {
    try {
      rows.push({ id, status: (await work(id)) === false ? "absent" : done });
    } catch (error) {
      const word = wordOf(error);
      if (word === undefined || FOR_ALL.test(word)) {
        if (rows.every(({ status }) => status === "failed")) throw error;
        const rest = ids.slice(index + 1).map((left) => ({ id: left, status: "not_tried" }));
        return [...rows, { id, status: "failed", reason: reasonOf(error) }, ...rest];
      }
      const known = already?.[word];
      rows.push(
        known === undefined ? { id, status: "failed", reason: word.replaceAll("_", " ") } : { id, status: known },
      );
    }
  }
  return rows;
}
