import { method, need, Refusal, type Call } from "../http/method.ts";
import { windowOf } from "../http/page.ts";
import { shapeChannel } from "../shape/channel.ts";
import { shapeProfile, shapeUser } from "../shape/user.ts";
import { scopeFamily, type Channel } from "../state/channel.ts";
import { crowdChannel, crowdChannelId, crowdUser, crowdUserId, crowdUserNamed } from "../state/crowd.ts";
import { hasScope } from "../state/token.ts";
import type { User } from "../state/user.ts";
import { findUser, nowS } from "../state/world.ts";

/** People: who they are, how they are doing, and where I am. */
export const users = [
  method("users.info", (call) => {
    need(call, "users:read");
    return { user: shape(call, userOf(call)) };
  }),
  method("users.lookupByEmail", (call) => {
    need(call, "users:read.email");
    const email = call.args.required("email").toLowerCase();
    const { world, teamId } = call;
    const known = [...world.users.values()].find(
      (user) => user.teamId === teamId && user.email?.toLowerCase() === email,
    );
    const found = known ?? crowdUserNamed(world.crowd, teamId, email.replace(/@harbor\.example$/, ""));
    if (!found || found.deleted) throw new Refusal("users_not_found");
    return { user: shape(call, found) };
  }),
  method("users.list", (call) => {
    need(call, "users:read");
    const { world, teamId } = call;
    const seeded = [...world.users.values()].filter((user) => user.teamId === teamId);
    const at = (index: number): User =>
      seeded[index] ?? (crowdUser(world.crowd, teamId, crowdUserId(index - seeded.length)) as User);
    const { rows, next } = windowOf(call, seeded.length + world.crowd.users, at, 100, 1000);
    return {
      members: rows.map((user) => shape(call, user)),
      cache_ts: nowS(world),
      response_metadata: { next_cursor: next },
    };
  }),
  method("users.conversations", (call) => {
    const rows = myConversations(call);
    const crowd = Math.ceil(call.world.crowd.channels / 50);
    const at = (index: number): Channel =>
      rows[index] ??
      (crowdChannel(call.world.crowd, call.teamId, crowdChannelId((index - rows.length) * 50), call.me.id) as Channel);
    const total = rows.length + (wantsPublic(call) ? crowd : 0);
    const page = windowOf(call, total, at, 100, 999);
    return {
      // Of one's own conversations Slack does not say that one is in them.
      channels: page.rows.map((channel) => {
        const { is_member: _member, ...shown } = shapeChannel(channel, call.me.id);
        return shown;
      }),
      response_metadata: { next_cursor: page.next },
    };
  }),
  method("users.profile.get", (call) => {
    need(call, "users.profile:read");
    return { profile: shapeProfile(userOf(call), hasScope(call.token, "users:read.email")) };
  }),
  method(
    "users.profile.set",
    (call) => {
      need(call, "users.profile:write");
      setProfile(call.me, call.args.json("profile") as Record<string, unknown>);
      return { profile: shapeProfile(call.me, true), username: call.me.name };
    },
    { tokens: "user" },
  ),
  method("users.getPresence", (call) => {
    need(call, "users:read");
    const user = userOf(call);
    return {
      presence: user.away ? "away" : "active",
      ...(user === call.me && { online: true, auto_away: false, manual_away: user.away, connection_count: 1 }),
    };
  }),
  method(
    "users.setPresence",
    (call) => {
      need(call, "users:write");
      call.me.away = call.args.required("presence") === "away";
      return {};
    },
    { tokens: "user" },
  ),
];

function shape(call: Call, user: User): Record<string, unknown> {
  const { enterpriseId } = call.token;
  return {
    ...shapeUser(user, call.world.now(), hasScope(call.token, "users:read.email")),
    ...(enterpriseId !== undefined && {
      enterprise_user: {
        id: user.id,
        enterprise_id: enterpriseId,
        enterprise_name: "Harbor Group",
        teams: [user.teamId],
      },
    }),
  };
}

function userOf({ world, teamId, args, me, token }: Call): User {
  const id = args.text("user") ?? me.id;
  const user = findUser(world, teamId, id);
  const seen = user && (user.teamId === teamId || user.strangerOf !== undefined || token.enterpriseId !== undefined);
  if (!seen) throw new Refusal("user_not_found");
  return user;
}

const KINDS = { public_channel: "public", private_channel: "private", mpim: "mpim", im: "im" } as const;

/** @throws Refusal missing_scope where a kind is asked for that the token may not list. */
export function wantedKinds(call: Call): Set<Channel["kind"]> {
  const names = call.args.list("types");
  const kinds = (names.length === 0 ? ["public_channel"] : names).map((name) => {
    const kind = KINDS[name as keyof typeof KINDS];
    if (kind === undefined) throw new Refusal("invalid_types");
    return kind;
  });
  for (const kind of kinds) need(call, `${scopeFamily(kind)}:read`);
  return new Set(kinds);
}

function wantsPublic(call: Call): boolean {
  return wantedKinds(call).has("public");
}

function myConversations(call: Call): Channel[] {
  const kinds = wantedKinds(call);
  const { world, me, args } = call;
  const userId = args.text("user") ?? me.id;
  return [...world.channels.values()].filter(
    (channel) =>
      kinds.has(channel.kind) &&
      channel.members.has(userId) &&
      !channel.id.startsWith("C0CROWD") &&
      !(args.flag("exclude_archived") && channel.archived),
  );
}

function setProfile(user: User, profile: Record<string, unknown>): void {
  const text = (name: string): string | undefined => (typeof profile[name] === "string" ? profile[name] : undefined);
  const statusText = text("status_text");
  if (statusText !== undefined && statusText.length > 100) throw new Refusal("too_long");
  const emoji = text("status_emoji");
  if (statusText !== undefined || emoji !== undefined) {
    user.status = {
      text: statusText ?? user.status.text,
      emoji: emoji ?? (statusText === "" ? "" : user.status.emoji || ":speech_balloon:"),
      expirationS: Number(profile["status_expiration"] ?? 0),
    };
  }
  user.displayName = text("display_name") ?? user.displayName;
  user.title = text("title") ?? user.title;
  user.phone = text("phone") ?? user.phone;
  user.pronouns = text("pronouns") ?? user.pronouns;
  const fields = (profile["fields"] ?? {}) as Record<string, { value: string }>;
  for (const [id, { value }] of Object.entries(fields)) user.fields[id] = value;
}
