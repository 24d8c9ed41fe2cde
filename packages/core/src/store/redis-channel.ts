import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { Channel } from "./channel.ts";
import { createTopics } from "./topics.ts";

/** What replicas tell each other of messages that could not be sent. No topic of a listener's begins with a colon. */
const GAP = ":gap";
/** What each tells itself, to know that it hears. */
const ECHO = ":echo:";
const ECHO_MS = 1_000;

/**
 * The channel of a cluster, over Redis pub/sub.
 *
 * @param redis sends
 * @param subscriber hears, and does nothing else: Redis allows nothing else on such a connection. When it comes back after
 *   a break, it hears what it heard before.
 */
export function redisChannel(options: {
  redis: Redis;
  subscriber: Redis;
  prefix: string;
  report?: (error: unknown) => void;
}): Channel {
  const { redis, subscriber, report = () => {} } = options;
  const prefix = `${options.prefix}:topic:`;
  const topics = createTopics(report);
  let asked: Promise<unknown> = Promise.resolve();
  const ask = (how: "subscribe" | "unsubscribe", topic: string) => {
    asked = Promise.all([asked, subscriber[how](prefix + topic).catch(report)]);
  };
  subscriber.on("message", (channel: string, json: string) => {
    if (channel.startsWith(prefix)) topics.tell(channel.slice(prefix.length), JSON.parse(json));
  });
  const self = randomUUID();
  const onGap = new Set<() => void>();
  const tellGap = () => {
    for (const listener of onGap) listener();
  };
  topics.add(GAP, (by) => {
    if (by !== self) tellGap();
  });
  ask("subscribe", GAP);
  let cut = false;
  subscriber.on("close", () => (cut = true));
  // What was asked for while Redis was away has failed.
  subscriber.on("ready", () => {
    const names = [...topics.names()].map((topic) => prefix + topic);
    const heardAgain = () => {
      cut = false;
      tellGap();
    };
    asked = Promise.all([asked, subscriber.subscribe(...names).then(heardAgain, report)]);
  });
  const echoes = new Map<unknown, () => void>();
  topics.add(ECHO + self, (word) => echoes.get(word)?.());
  ask("subscribe", ECHO + self);
  const echo = async (word: string) => {
    let timer: NodeJS.Timeout | undefined;
    const heard = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), ECHO_MS);
      echoes.set(word, () => resolve(true));
      redis.publish(prefix + ECHO + self, JSON.stringify(word)).catch(() => resolve(false));
    });
    return heard.finally(() => {
      clearTimeout(timer);
      echoes.delete(word);
    });
  };
  let unsent = false;
  redis.on("ready", () => {
    if (!unsent) return;
    unsent = false;
    redis.publish(prefix + GAP, JSON.stringify(self)).catch((error: unknown) => {
      unsent = true;
      report(error);
    });
  });
  return {
    send(topic, message) {
      redis.publish(prefix + topic, JSON.stringify(message)).catch((error: unknown) => {
        unsent = true;
        // Here, at least.
        topics.tell(topic, JSON.parse(JSON.stringify(message)));
        report(error);
      });
    },
    listen(topic, listener) {
      const own = (message: unknown) => listener(message);
      if (topics.add(topic, own)) ask("subscribe", topic);
      return () => {
        if (topics.remove(topic, own)) ask("unsubscribe", topic);
      };
    },
    onGap(listener) {
      onGap.add(listener);
      return () => void onGap.delete(listener);
    },
    // Heard before the gap was told of, it would mean that none is to be told of.
    reaches: async () => !cut && (await echo(randomUUID())) && !cut,
    ready: async () => void (await asked),
  };
}
