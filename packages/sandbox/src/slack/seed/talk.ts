import { userNamed } from "../state/by-name.ts";
import type { Channel } from "../state/channel.ts";
import type { Message } from "../state/message.ts";
import { tsOf, type World } from "../state/world.ts";

/** Writes the past of one channel, in the order of time. */
export interface Talk {
  /** @param atMs milliseconds since the epoch. Returns the message, for its `ts`. */
  say(who: string, atMs: number, text: string, facts?: Partial<Message>): Message;
  /** A reply in a thread. */
  reply(root: Message, who: string, atMs: number, text: string, facts?: Partial<Message>): Message;
  react(message: Message, name: string, ...who: readonly string[]): void;
}

export function talkIn(world: World, channel: Channel): Talk {
  let count = 0;
  const say: Talk["say"] = (who, atMs, text, facts = {}) => {
    count += 1;
    const user = userNamed(world, who);
    const message: Message = {
      ts: tsOf(Math.floor(atMs) * 1000 + (count % 1000)),
      userId: user.id,
      ...(user.botId !== undefined && { botId: user.botId }),
      text,
      reactions: new Map(),
      writtenBy: user.kind === "bot" ? "bot" : "user",
      notified: [],
      ...facts,
    };
    channel.messages.push(message);
    if ((channel.messages.at(-2)?.ts ?? "") > message.ts)
      channel.messages.sort((one, other) => (one.ts < other.ts ? -1 : 1));
    return message;
  };
  return {
    say,
    reply(root, who, atMs, text, facts = {}) {
      root.threadTs = root.ts;
      return say(who, atMs, text, { threadTs: root.ts, ...facts });
    },
    react(message, name, ...who) {
      message.reactions.set(
        name,
        who.map((handle) => userNamed(world, handle).id),
      );
    },
  };
}
