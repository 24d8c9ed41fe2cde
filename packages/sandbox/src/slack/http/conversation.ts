import { isVisible, scopeFamily, type Channel } from "../state/channel.ts";
import { findChannel } from "../state/world.ts";
import { need, Refusal, type Call } from "./method.ts";

/**
 * The conversation that a call names, with the scope of its family checked.
 *
 * @throws Refusal channel_not_found, for what is hidden as for what is not there; missing_scope.
 */
export function conversationOf(call: Call, what: "read" | "history" | "write", name = "channel"): Channel {
  const channel = visible(call, call.args.required(name, "channel_not_found"));
  const family = scopeFamily(channel.kind);
  if (what === "write") need(call, `${family}:write`, ...(family === "channels" ? ["channels:manage"] : []));
  else need(call, `${family}:${what}`);
  return channel;
}

/** The same without any scope. */
export function visible(call: Pick<Call, "world" | "teamId" | "me">, id: string): Channel {
  const channel = findChannel(call.world, call.teamId, id, call.me.id);
  const ours = channel !== undefined && (channel.teamId === call.teamId || channel.sharedWith.includes(call.teamId));
  if (!ours || !isVisible(channel, call.me.id)) throw new Refusal("channel_not_found");
  return channel;
}

/** @throws Refusal not_in_channel, is_archived, restricted_action: for whoever may not post there. */
export function refusePosting({ me, token }: Pick<Call, "me" | "token">, channel: Channel): void {
  if (channel.archived) throw new Refusal("is_archived");
  if (channel.postingRestricted && me.kind !== "admin") throw new Refusal("restricted_action");
  const guest = channel.members.has(me.id) || token.scopes.has("chat:write.public");
  if (!guest) throw new Refusal("not_in_channel");
}
