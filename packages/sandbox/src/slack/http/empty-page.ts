import type { Answer } from "./answer.ts";
import { cursorAt } from "./page.ts";

/** The same answer without its rows, and with a cursor to them: Slack gives such pages. */
export function emptyPage(given: Answer): Answer {
  const reply = JSON.parse(given.body.toString()) as Record<string, unknown>;
  const emptied = Object.fromEntries(
    Object.entries(reply).map(([name, value]) => [name, Array.isArray(value) ? [] : value]),
  );
  const body = { ...emptied, has_more: true, response_metadata: { next_cursor: cursorAt(0) } };
  return { ...given, body: Buffer.from(JSON.stringify(body)) };
}
