import type { z } from "zod";
import type { UsergroupRow } from "../../shape/usergroup.ts";
import { namesOf } from "../people/people.ts";
import type { SlackReadContext } from "../slack-client.ts";
import type { SlackUsergroup } from "./usergroups.ts";
import { teamOf, viewerOf } from "../viewer/viewer.ts";

interface Asked {
  query?: string | undefined;
  mine: boolean;
  include: readonly ("members" | "channels")[];
  include_disabled: boolean;
  limit: number;
  cursor?: string | undefined;
}

/** Slack gives all groups at once: pages are ours. */
export async function listGroups(context: SlackReadContext, asked: Asked) {
  const { mine, include, include_disabled: disabled, limit, cursor } = asked;
  const { usergroups = [] } = await context.client.web.usergroups.list({
    include_count: true,
    include_users: mine || include.includes("members"),
    include_disabled: disabled,
    ...(await teamOf(context)),
  });
  const { userId } = await viewerOf(context);
  const wanted = asked.query?.toLowerCase().replace(/^@/, "");
  const fitting = usergroups.filter(
    ({ name = "", handle = "", users = [] }) =>
      (wanted === undefined || name.toLowerCase().includes(wanted) || handle.includes(wanted)) &&
      (!mine || users.includes(userId)),
  );
  const from = Number(cursor ?? 0);
  const rows = fitting.slice(from, from + limit);
  return {
    items: await Promise.all(rows.map((group) => toRow(context, group, include, userId))),
    next_cursor: from + limit < fitting.length ? String(from + limit) : undefined,
    total: fitting.length,
  };
}

async function toRow(
  context: SlackReadContext,
  group: SlackUsergroup,
  include: Asked["include"],
  me: string,
): Promise<z.input<typeof UsergroupRow>> {
  const { id = "", handle = "", name = "", description, user_count: count, users, prefs } = group;
  const people = include.includes("members") ? await namesOf(context, users ?? []) : undefined;
  return {
    id,
    handle: `@${handle}`,
    name,
    description: description || undefined,
    count,
    ...((group.date_delete ?? 0) > 0 && { disabled: true }),
    ...(users !== undefined && { mine: users.includes(me) }),
    ...(people !== undefined && {
      members: (users ?? []).map((user) => ({ id: user, name: people.get(user)?.name ?? user })),
    }),
    ...(include.includes("channels") && { channels: prefs?.channels ?? [] }),
  };
}
