import { visible } from "../http/conversation.ts";
import { method, need, Refusal, type Call } from "../http/method.ts";
import { messageAt } from "../state/channel.ts";
import type { Message } from "../state/message.ts";

/** Reactions that Slack itself knows, as far as the tests use them; custom ones are in the world. */
const STANDARD = new Set([
  "white_check_mark",
  "+1",
  "thumbsup",
  "eyes",
  "tada",
  "heart",
  "rocket",
  "fire",
  "joy",
  "wave",
  "raised_hands",
  "x",
]);

export const reactions = [
  method("reactions.add", (call) => {
    need(call, "reactions:write");
    const { message, name } = reacted(call);
    if (!STANDARD.has(name.replace(/::skin-tone-[2-6]$/, "")) && !call.world.emoji.has(name))
      throw new Refusal("invalid_name");
    const users = message.reactions.get(name) ?? [];
    if (users.includes(call.me.id)) throw new Refusal("already_reacted");
    message.reactions.set(name, [...users, call.me.id]);
    return {};
  }),
  method("reactions.remove", (call) => {
    need(call, "reactions:write");
    const { message, name } = reacted(call);
    const users = message.reactions.get(name) ?? [];
    if (!users.includes(call.me.id)) throw new Refusal("no_reaction");
    const left = users.filter((id) => id !== call.me.id);
    if (left.length > 0) message.reactions.set(name, left);
    else message.reactions.delete(name);
    return {};
  }),
];

function reacted(call: Call): { message: Message; name: string } {
  const channel = visible(call, call.args.required("channel"));
  if (!channel.members.has(call.me.id)) throw new Refusal("not_in_channel");
  const message = messageAt(channel, call.args.required("timestamp"));
  if (!message) throw new Refusal("message_not_found");
  return { message, name: call.args.required("name", "invalid_name") };
}
