import { ToolError } from "@fairlead/core";
import { localTime } from "@fairlead/domain/calendar";
import { inTurns } from "../request/pages.ts";
import { forgetUser, userOf, type SlackUser } from "./people.ts";
import { remember } from "../request/remember.ts";
import type { SlackReadContext } from "../slack-client.ts";
import { toShortUser } from "./to-short-user.ts";
import { teamOf } from "../viewer/viewer.ts";

type Facet = "presence" | "dnd" | "fields" | "usergroups";

const HOUR_MS = 3_600_000;

/**
 * People in full, with everything that was asked for.
 *
 * @param options.fresh Whether Slack is asked even for those who are known.
 * @throws ToolError not_found for an id that nobody has
 */
export async function readProfiles(
  context: SlackReadContext,
  ids: readonly string[],
  include: readonly Facet[],
  { fresh = false } = {},
) {
  const wants = new Set(include);
  const quiet = wants.has("dnd") ? await doNotDisturb(context, ids) : undefined;
  const groups = wants.has("usergroups") ? await groupsWithPeople(context) : undefined;
  return inTurns(ids, 4, async (id) => {
    if (fresh) forgetUser(context, id);
    const user = await userOf(context, id);
    if (user === undefined) throw new ToolError("not_found", `There is nobody with the id ${id} here.`);
    const tz = user.tz ?? "UTC";
    const until = quiet?.get(id);
    return {
      ...toShortUser(user),
      tz,
      local_time: localTime(Date.now(), tz),
      status: statusOf(user, tz),
      presence: wants.has("presence") ? (await context.client.web.users.getPresence({ user: id })).presence : undefined,
      dnd_until: until === undefined ? undefined : localTime(until * 1000, tz),
      fields: wants.has("fields") ? await fieldsOf(context, id) : undefined,
      usergroups: groups?.filter(({ users = [] }) => users.includes(id)).map(({ handle }) => `@${handle}`),
    };
  });
}

function statusOf({ profile }: SlackUser, timeZone: string) {
  const { status_text: text = "", status_emoji: emoji = "", status_expiration: until = 0 } = profile ?? {};
  if (text === "" && emoji === "") return undefined;
  return { text, emoji, ...(until > 0 && { until: localTime(until * 1000, timeZone) }) };
}

/** Until when people do not want to be disturbed, in seconds. */
async function doNotDisturb(context: SlackReadContext, ids: readonly string[]): Promise<Map<string, number>> {
  const answer = await context.client.web.dnd.teamInfo({ users: ids.join(","), ...(await teamOf(context)) });
  type Quiet = { snooze_endtime?: number; next_dnd_end_ts?: number; next_dnd_start_ts?: number; dnd_enabled?: boolean };
  const rows = Object.entries((answer as { users?: Record<string, Quiet> }).users ?? {});
  const nowS = Date.now() / 1000;
  return new Map(
    rows.flatMap(([id, row]) => {
      const ends = [
        row.snooze_endtime ?? 0,
        (row.next_dnd_start_ts ?? Infinity) <= nowS ? (row.next_dnd_end_ts ?? 0) : 0,
      ];
      const end = Math.max(...ends);
      return end > nowS ? [[id, end] as const] : [];
    }),
  );
}

async function groupsWithPeople(context: SlackReadContext) {
  const { usergroups = [] } = await context.client.web.usergroups.list({
    include_users: true,
    ...(await teamOf(context)),
  });
  return usergroups;
}

/** Custom profile fields by their label, as the workspace has named them. */
async function fieldsOf(context: SlackReadContext, user: string): Promise<Record<string, string>> {
  const [labels, answer] = await Promise.all([profileLabels(context), context.client.web.users.profile.get({ user })]);
  const fields = (answer.profile?.fields ?? {}) as Record<string, { value?: string }>;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([id, { value = "" }]) =>
      value === "" ? [] : [[labels.get(id) ?? id, value] as const],
    ),
  );
}

/** Labels of custom fields by id, asked once an hour. */
export async function profileLabels(context: SlackReadContext): Promise<Map<string, string>> {
  const labels = await remember(context, "profile-labels", HOUR_MS, async () => {
    const { profile } = await context.client.web.team.profile.get();
    return (profile?.fields ?? []).map(({ id = "", label = "" }) => [id, label] as const);
  });
  return new Map(labels);
}
