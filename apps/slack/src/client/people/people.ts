import type { UsersInfoResponse } from "@slack/web-api";
import { unless } from "../errors/errors.ts";
import { forget, keep, recall, remember } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";

export type SlackUser = NonNullable<UsersInfoResponse["user"]>;

/** A person, an app or a stranger, as messages and lists name them. */
export interface Person {
  id: string;
  handle: string;
  name: string;
  kind: "person" | "app" | "external";
  timeZone: string;
}

const HOUR_MS = 3_600_000;
const MISS_MS = 300_000;

/** Names that one call may look up beside what is known: people of a busy channel are many. */
const MOST_NEW = 30;

/** Somebody by id; undefined where there is nobody. Asked once an hour. */
export async function personOf(context: SlackReadContext, id: string): Promise<Person | undefined> {
  const user = await userOf(context, id);
  return user && toPerson(user);
}

/** The same as Slack has it. */
export async function userOf(context: SlackReadContext, id: string): Promise<SlackUser | undefined> {
  const key = `user/${id}`;
  const known = recall<SlackUser | undefined>(context, key);
  if (known !== undefined) return known;
  const user = await remember(context, key, HOUR_MS, () =>
    unless(
      /^(user_not_found|user_not_visible|users_not_found)$/,
      async () => (await context.client.web.users.info({ user: id })).user,
    ),
  );
  if (user === undefined) keep(context, key, undefined, MISS_MS);
  return user;
}

/** Keeps a person that came with an answer to something else. */
export function keepUser(context: SlackReadContext, user: SlackUser): void {
  if (user.id !== undefined) keep(context, `user/${user.id}`, user, HOUR_MS);
}

/** So that the next look is at Slack. */
export function forgetUser(context: SlackReadContext, id: string): void {
  forget(context, `user/${id}`);
}

export function toPerson(user: SlackUser): Person {
  const { id = "", name = id, profile, real_name: realName, is_bot: isBot, is_stranger: stranger, tz } = user;
  const shown = [profile?.display_name, profile?.real_name, realName].find((text) => text !== undefined && text !== "");
  return {
    id,
    handle: name,
    name: profile?.real_name || shown || name,
    kind: stranger === true ? "external" : isBot === true ? "app" : "person",
    timeZone: tz ?? "UTC",
  };
}

/** Names for ids: those that are known, and at most so many new ones. Nothing here fails a call. */
export async function namesOf(context: SlackReadContext, ids: Iterable<string>): Promise<Map<string, Person>> {
  const wanted = [...new Set(ids)].filter((id) => /^[UW][A-Z0-9]+$/.test(id));
  const unknown = wanted.filter((id) => recall(context, `user/${id}`) === undefined).slice(0, MOST_NEW);
  const asked = new Set(unknown);
  const found = await Promise.all(
    wanted
      .filter((id) => asked.has(id) || recall(context, `user/${id}`) !== undefined)
      .map((id) => personOf(context, id).catch(() => undefined)),
  );
  return new Map(found.flatMap((person) => (person ? [[person.id, person] as const] : [])));
}

/** Somebody by e-mail address; undefined where there is nobody. */
export async function userByEmail(context: SlackReadContext, email: string): Promise<SlackUser | undefined> {
  const found = await unless(
    /^users_not_found$/,
    async () => (await context.client.web.users.lookupByEmail({ email })).user,
  );
  if (found) keepUser(context, found);
  return found;
}
