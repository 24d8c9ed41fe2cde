import { conversationOf, visible } from "../http/conversation.ts";
import { method, need, Refusal, type Call, type Reply } from "../http/method.ts";
import { shapeChannel } from "../shape/channel.ts";
import { newChannel, scopeFamily, type Channel } from "../state/channel.ts";
import { findUser, nowS } from "../state/world.ts";

/** Making and changing conversations. */
export const conversationsWrite = [
  method("conversations.open", (call) => {
    const ids = call.args.list("users");
    if (call.args.text("channel") === undefined && ids.length === 0) throw new Refusal("users_list_not_supplied");
    if (ids.length > 8) throw new Refusal("too_many_users");
    const people = [...new Set([call.me.id, ...ids])];
    need(call, people.length > 2 ? "mpim:write" : "im:write");
    for (const id of ids) if (!findUser(call.world, call.teamId, id)) throw new Refusal("user_not_found");
    const { channel, made } = directChannel(call, people);
    return {
      ...(!made && { no_op: true, already_open: true }),
      channel:
        call.args.flag("return_im") || people.length > 2 ? shapeChannel(channel, call.me.id) : { id: channel.id },
    };
  }),
  method("conversations.create", (call) => {
    const isPrivate = call.args.flag("is_private");
    if (isPrivate) need(call, "groups:write");
    else need(call, "channels:write", "channels:manage");
    const name = checkedName(call, call.args.text("name"));
    const channel = newChannel({
      id: call.world.nextId("C"),
      teamId: call.teamId,
      name,
      kind: isPrivate ? "private" : "public",
      creator: call.me.id,
      createdS: nowS(call.world),
      members: new Set([call.me.id]),
    });
    call.world.channels.set(channel.id, channel);
    return { channel: shapeChannel(channel, call.me.id) };
  }),
  method("conversations.rename", (call) => {
    const channel = changeable(call);
    channel.name = checkedName(call, call.args.text("name"));
    return { channel: shapeChannel(channel, call.me.id) };
  }),
  method("conversations.setTopic", (call) => {
    const channel = noted(call);
    const value = call.args.all["topic"] ?? "";
    if (value.length > 250) throw new Refusal("too_long");
    channel.topic = { value, creator: call.me.id, setS: nowS(call.world) };
    return { channel: shapeChannel(channel, call.me.id), topic: value };
  }),
  method("conversations.setPurpose", (call) => {
    const channel = noted(call);
    const value = call.args.all["purpose"] ?? "";
    if (value.length > 250) throw new Refusal("too_long");
    channel.purpose = { value, creator: call.me.id, setS: nowS(call.world) };
    return { purpose: value, channel: shapeChannel(channel, call.me.id) };
  }),
  method("conversations.archive", (call) => {
    const channel = changeable(call);
    if (channel.archived) throw new Refusal("already_archived");
    if (channel.general) throw new Refusal("cant_archive_general");
    channel.archived = true;
    return {};
  }),
  method("conversations.unarchive", (call) => {
    const channel = conversationOf(call, "write");
    if (!channel.archived) throw new Refusal("not_archived");
    channel.archived = false;
    channel.members.add(call.me.id);
    return {};
  }),
  method("conversations.invite", invite),
  method("conversations.join", (call) => {
    const channel = visible(call, call.args.required("channel", "channel_not_found"));
    if (call.token.kind === "bot") need(call, "channels:join");
    else need(call, "channels:write");
    if (channel.kind !== "public") throw new Refusal("method_not_supported_for_channel_type");
    if (channel.archived) throw new Refusal("is_archived");
    const already = channel.members.has(call.me.id);
    channel.members.add(call.me.id);
    return {
      channel: shapeChannel(channel, call.me.id),
      ...(already && { warning: "already_in_channel", response_metadata: { warnings: ["already_in_channel"] } }),
    };
  }),
  method("conversations.kick", (call) => {
    const channel = conversationOf(call, "write");
    const user = call.args.required("user", "user_not_found");
    if (user === call.me.id) throw new Refusal("cant_kick_self");
    if (channel.general) throw new Refusal("cant_kick_from_general");
    if (!channel.members.has(call.me.id)) throw new Refusal("not_in_channel");
    if (!channel.members.delete(user)) throw new Refusal("not_in_channel");
    return { errors: {} };
  }),
  method("conversations.leave", (call) => {
    const channel = conversationOf(call, "write");
    if (channel.general) throw new Refusal("cant_leave_general");
    if (!channel.members.delete(call.me.id)) return { not_in_channel: true };
    return {};
  }),
  method("conversations.mark", (call) => {
    const channel = conversationOf(call, "write");
    channel.lastRead.set(call.me.id, call.args.required("ts"));
    return {};
  }),
];

/** The direct or group message of exactly these people. */
export function directChannel(
  { world, teamId }: Pick<Call, "world" | "teamId">,
  people: readonly string[],
): { channel: Channel; made: boolean } {
  const kind = people.length > 2 ? "mpim" : "im";
  const known = [...world.channels.values()].find(
    (channel) =>
      channel.kind === kind && channel.members.size === people.length && people.every((id) => channel.members.has(id)),
  );
  if (known) return { channel: known, made: false };
  const names = people.map((id) => world.users.get(id)?.name ?? id.toLowerCase());
  const channel = newChannel({
    id: world.nextId(kind === "im" ? "D" : "C"),
    teamId,
    name: kind === "im" ? "" : `mpdm-${names.join("--")}-1`,
    kind,
    members: new Set(people),
    createdS: nowS(world),
  });
  world.channels.set(channel.id, channel);
  return { channel, made: true };
}

function changeable(call: Call): Channel {
  const channel = conversationOf(call, "write");
  if (channel.archived) throw new Refusal("is_archived");
  if (!channel.members.has(call.me.id)) throw new Refusal("not_in_channel");
  return channel;
}

/** Topic and purpose have a scope of their own. */
function noted(call: Call): Channel {
  const channel = visible(call, call.args.required("channel", "channel_not_found"));
  const family = scopeFamily(channel.kind);
  need(call, `${family}:write.topic`);
  if (channel.archived) throw new Refusal("is_archived");
  if (!channel.members.has(call.me.id)) throw new Refusal("not_in_channel");
  return channel;
}

function checkedName({ world, teamId }: Call, name: string | undefined): string {
  if (name === undefined) throw new Refusal("invalid_name_required");
  if (name.length > 80) throw new Refusal("invalid_name_maxlength");
  if (!/[\p{L}\p{N}]/u.test(name)) throw new Refusal("invalid_name_punctuation");
  if (/[\s.#@A-Z]/.test(name)) throw new Refusal("invalid_name_specials");
  if ([...world.channels.values()].some((channel) => channel.teamId === teamId && channel.name === name))
    throw new Refusal("name_taken");
  return name;
}

function invite(call: Call): Reply {
  const channel = visible(call, call.args.required("channel", "channel_not_found"));
  need(call, `${scopeFamily(channel.kind)}:write.invites`);
  if (!channel.members.has(call.me.id)) throw new Refusal("not_in_channel");
  if (channel.archived) throw new Refusal("is_archived");
  const ids = call.args.list("users");
  if (ids.length === 0) throw new Refusal("no_user");
  const problem = (id: string): string | undefined => {
    if (id === call.me.id) return "cant_invite_self";
    const user = findUser(call.world, call.teamId, id);
    if (!user || user.deleted) return "user_not_found";
    if (user.kind === "single_channel_guest") return "ura_max_channels";
    return channel.members.has(id) ? "already_in_channel" : undefined;
  };
  const problems = ids.flatMap((id) => {
    const error = problem(id);
    return error === undefined ? [] : [{ user: id, ok: false, error }];
  });
  if (problems.length > 0 && (!call.args.flag("force") || problems.length === ids.length)) {
    throw new Refusal(problems[0]?.error ?? "invalid_arguments", { errors: problems });
  }
  for (const id of ids) if (problem(id) === undefined) channel.members.add(id);
  return { channel: shapeChannel(channel, call.me.id), ...(problems.length > 0 && { errors: problems }) };
}
