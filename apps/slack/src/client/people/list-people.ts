import type { Coverage } from "../../shape/message.ts";
import type { ShortUserRow } from "../../shape/user.ts";
import { inTurns } from "../request/pages.ts";
import { keepUsers, userOf, type SlackUser } from "./people.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { toShortUser } from "./to-short-user.ts";
import { membersOf } from "../usergroups/usergroups.ts";
import { teamOf } from "../viewer/viewer.ts";

export interface PeopleQuestion {
  channel?: string;
  usergroup?: string;
  query?: string | undefined;
  guests_only: boolean;
  include_bots: boolean;
  include_deleted: boolean;
  limit: number;
  cursor?: string | undefined;
}

interface People {
  items: ShortUserRow[];
  next_cursor?: string | undefined;
  total?: number | undefined;
  coverage: Coverage;
}

/** Pages of the workspace's directory that one call may turn. */
const MOST_PAGES = 5;
const FOR_MS = 5_000;

/** One page of people: of a channel, of a group, or of the workspace. */
export async function listPeople(context: SlackReadContext, asked: PeopleQuestion): Promise<People> {
  const { channel, usergroup, limit, cursor } = asked;
  if (usergroup !== undefined) {
    const ids = await membersOf(context, usergroup);
    const from = Number(cursor ?? 0);
    const rows = await named(context, ids.slice(from, from + limit), asked);
    const next = from + limit < ids.length ? String(from + limit) : undefined;
    return { items: rows, total: ids.length, next_cursor: next, coverage: covered(asked, next) };
  }
  if (channel !== undefined) {
    const answer = await context.client.web.conversations.members({
      channel,
      limit,
      ...(cursor !== undefined && { cursor }),
    });
    const rows = await named(context, answer.members ?? [], asked);
    const next = answer.response_metadata?.next_cursor || undefined;
    return { items: rows, next_cursor: next, coverage: covered(asked, next) };
  }
  return ofWorkspace(context, asked);
}

/** Each member has to be looked at by itself: a filter counts for one page. */
function covered({ query, guests_only: guests, limit }: PeopleQuestion, next: string | undefined): Coverage {
  return next === undefined || (query === undefined && !guests)
    ? { complete: true }
    : { complete: false, reason: `${limit} members were looked at; the cursor goes on` };
}

async function named(
  context: SlackReadContext,
  ids: readonly string[],
  asked: PeopleQuestion,
): Promise<ShortUserRow[]> {
  const users = await inTurns(ids, 8, (id) => userOf(context, id));
  return users.flatMap((user) => (user && fits(user, asked) ? [toShortUser(user)] : []));
}

async function ofWorkspace(context: SlackReadContext, asked: PeopleQuestion): Promise<People> {
  const { limit, query } = asked;
  const found: SlackUser[] = [];
  const endMs = Date.now() + FOR_MS;
  const team = await teamOf(context);
  let cursor = asked.cursor;
  let pages = 0;
  do {
    const size = query === undefined ? limit : 200;
    const answer = await context.client.web.users.list({
      limit: size,
      ...team,
      ...(cursor !== undefined && { cursor }),
    });
    const members = await keepUsers(context, answer.members ?? []);
    found.push(...members.filter((user) => fits(user, asked)));
    cursor = answer.response_metadata?.next_cursor || undefined;
    pages += 1;
  } while (cursor !== undefined && found.length < limit && pages < MOST_PAGES && Date.now() < endMs);
  const stopped = cursor !== undefined && found.length < limit;
  return {
    items: found.map(toShortUser),
    next_cursor: cursor,
    coverage: stopped
      ? { complete: false, reason: "not every page was looked through; the cursor goes on" }
      : { complete: true },
  };
}

export function fits(
  user: SlackUser,
  asked: Pick<PeopleQuestion, "query" | "guests_only" | "include_bots" | "include_deleted">,
): boolean {
  const { query, guests_only: guests, include_bots: bots, include_deleted: deleted } = asked;
  if (user.deleted === true && !deleted) return false;
  if ((user.is_bot === true || user.id === "USLACKBOT") && !bots) return false;
  if (guests && user.is_restricted !== true && user.is_ultra_restricted !== true) return false;
  if (query === undefined) return true;
  const wanted = query.toLowerCase().replace(/^@/, "");
  const { profile, name, real_name: realName } = user;
  return [name, realName, profile?.display_name, profile?.title, profile?.email].some(
    (text) => text?.toLowerCase().includes(wanted) === true,
  );
}
