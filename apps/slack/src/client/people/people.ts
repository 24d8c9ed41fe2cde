import type { UsersInfoResponse } from "@slack/web-api";
import { unless } from "../errors/errors.ts";
import { forget, keep, recall, remember } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { viewerOf, type Viewer } from "../viewer/viewer.ts";

/** Somebody as Slack has them; here `is_stranger` is true of everybody of another organization. */
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
    unless(/^(user_not_found|user_not_visible|users_not_found)$/, async () => {
      const [viewer, { user: found }] = await Promise.all([
        viewerOf(context),
        context.client.web.users.info({ user: id }),
      ]);
      return found && seenFrom(viewer, found);
    }),
  );
  if (user === undefined) keep(context, key, undefined, MISS_MS);
  return user;
}

/** Keeps people that came with an answer to something else. */
export async function keepUsers(context: SlackReadContext, found: readonly SlackUser[]): Promise<SlackUser[]> {
  const viewer = await viewerOf(context);
  const users = found.map((user) => seenFrom(viewer, user));
  for (const user of users) if (user.id !== undefined) keep(context, `user/${user.id}`, user, HOUR_MS);
  return users;
}

/**
 * Slack calls those strangers whom no channel is shared with. Whoever is in a shared channel is known by their team; in an
 * organization of several workspaces, by the organization.
 */
function seenFrom({ teamId, enterpriseId }: Viewer, user: SlackUser): SlackUser {
  const { team_id: team = teamId, enterprise_user: enterprise, is_bot: isBot } = user;
  const isOurs =
    team === "" ||
    team === teamId ||
    (enterpriseId !== undefined && [team, enterprise?.enterprise_id].includes(enterpriseId)) ||
    // An app of an organization is in no workspace of its own.
    (enterpriseId !== undefined && isBot === true && enterprise === undefined);
  return isOurs ? user : { ...user, is_stranger: true };
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
  return found && (await keepUsers(context, [found]))[0];
}
