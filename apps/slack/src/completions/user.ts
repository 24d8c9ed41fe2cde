import { searchContext } from "../client/search/semantic-search.ts";
import type { SlackReadContext } from "../client/slack-client.ts";

/** People by one look: the directory is never listed. */
export async function user(typed: string, context: SlackReadContext): Promise<readonly string[]> {
  const words = typed.replace(/^@/, "").trim();
  if (words.length < 2) return ["me"];
  const rows = (await searchContext(context, "users", { query: words }))?.results?.users ?? [];
  return rows.flatMap(({ email, name, user_id: id }) => email ?? (name === undefined ? (id ?? []) : `@${name}`));
}
