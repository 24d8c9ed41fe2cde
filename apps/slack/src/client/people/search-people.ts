import type { Coverage } from "../../shape/message.ts";
import { parseReference } from "../../shape/reference.ts";
import type { ShortUserRow } from "../../shape/user.ts";
import { fits, listPeople } from "./list-people.ts";
import { inTurns } from "../request/pages.ts";
import { userByEmail, userOf } from "./people.ts";
import { searchContext } from "../search/semantic-search.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { toShortUser } from "./to-short-user.ts";

interface Asked {
  query: string;
  include_bots: boolean;
  include_deleted: boolean;
  limit: number;
  cursor?: string | undefined;
}

interface FoundPeople {
  items: ShortUserRow[];
  next_cursor?: string | undefined;
  engine: "email" | "search" | "directory";
  coverage: Coverage;
}

const DIRECTORY = "directory:";

/** People by address, by search or, where neither can tell, in the first pages of the directory. */
export async function searchPeople(context: SlackReadContext, asked: Asked): Promise<FoundPeople> {
  const { query, cursor, limit } = asked;
  const reference = parseReference(query);
  if (reference.form === "email") {
    const user = await userByEmail(context, reference.email);
    return { items: user ? [toShortUser(user)] : [], engine: "email", coverage: { complete: true } };
  }
  if (cursor?.startsWith(DIRECTORY) !== true) {
    const words = query.trim().replace(/^@/, "");
    const args = { query: words, limit: Math.min(limit, 20), include_deleted_users: asked.include_deleted };
    const answer = await searchContext(context, "users", { ...args, ...(cursor !== undefined && { cursor }) });
    const rows = answer?.results?.users;
    if (rows !== undefined) {
      const users = await inTurns(
        rows.flatMap(({ user_id: id }) => id ?? []),
        8,
        (id) => userOf(context, id),
      );
      const kept = users.filter(
        (user) => user !== undefined && fits(user, { ...asked, query: undefined, guests_only: false }),
      );
      const next = answer?.response_metadata?.next_cursor || undefined;
      return {
        items: kept.flatMap((user) => (user ? [toShortUser(user)] : [])),
        next_cursor: next,
        engine: "search",
        coverage: { complete: true },
      };
    }
  }
  const page = await listPeople(context, { ...asked, guests_only: false, cursor: cursor?.slice(DIRECTORY.length) });
  const next = page.next_cursor === undefined ? undefined : DIRECTORY + page.next_cursor;
  return { items: page.items, next_cursor: next, engine: "directory", coverage: page.coverage };
}
