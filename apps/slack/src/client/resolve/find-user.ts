import { userByEmail, userOf } from "../people/people.ts";
import { keep, recall } from "../request/remember.ts";
import { searchContext } from "../search/semantic-search.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { sorted, type Candidate, type Found } from "./candidate.ts";

const MISS_MS = 300_000;
const HIT_MS = 24 * 3_600_000;

/** People of that handle or name. The directory is never listed: what is known, then search. */
export async function findUsers(context: SlackReadContext, name: string): Promise<Found> {
  const wanted = name.toLowerCase();
  const known = recall<Found>(context, `user-name/${wanted}`);
  if (known) return known;
  const rows = (await searchContext(context, "users", { query: name }))?.results?.users ?? [];
  const handles = await handlesOf(context, rows);
  const candidates = rows.flatMap((row): (Candidate & { handle: string | undefined })[] => {
    const { user_id: id, full_name: fullName, name: handle = handles.get(id ?? "") } = row;
    return id === undefined ? [] : [{ kind: "user", id, name: fullName ?? handle ?? id, handle }];
  });
  const byHandle = candidates.filter(({ handle }) => handle?.toLowerCase() === wanted);
  const isExact = (candidate: Candidate): boolean =>
    byHandle.length > 0
      ? byHandle.some(({ id }) => id === candidate.id)
      : candidate.name.toLowerCase() === wanted || firstName(candidate.name) === wanted;
  const { exact, near } = sorted(candidates, isExact);
  const found = { exact: exact.map(plain), near: near.map(plain) };
  keep(context, `user-name/${wanted}`, found, found.exact.length > 0 ? HIT_MS : MISS_MS);
  return found;
}

/** People that a name costs a look at: with the search before them, no more than three calls. */
const MOST_LOOKED_AT = 2;

/** Search may leave out what people are called by: of the first few it is looked up. */
async function handlesOf(
  context: SlackReadContext,
  rows: readonly { user_id?: string; name?: string }[],
): Promise<Map<string, string | undefined>> {
  const ids = rows.flatMap(({ user_id: id, name }) => (id === undefined || name !== undefined ? [] : [id]));
  const users = await Promise.all(
    ids.slice(0, MOST_LOOKED_AT).map(async (id) => [id, await userOf(context, id).catch(() => undefined)] as const),
  );
  return new Map(users.map(([id, user]) => [id, user?.name]));
}

function firstName(name: string): string {
  return name.toLowerCase().split(" ")[0] ?? "";
}

function plain({ kind, id, name }: Candidate): Candidate {
  return { kind, id, name };
}

export async function userByAddress(context: SlackReadContext, email: string): Promise<Candidate | undefined> {
  const user = await userByEmail(context, email);
  return user?.id === undefined
    ? undefined
    : { kind: "user", id: user.id, name: user.real_name ?? user.name ?? user.id };
}

export async function userById(context: SlackReadContext, id: string): Promise<Candidate | undefined> {
  const user = await userOf(context, id);
  return user && { kind: "user", id, name: user.real_name ?? user.name ?? id };
}
