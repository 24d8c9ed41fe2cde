import type { Redis } from "ioredis";
import type { Channel } from "./channel.ts";
import { createTopics } from "./topics.ts";

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
  // What was asked for while Redis was away has failed.
  subscriber.on("ready", () => {
    const names = [...topics.names()].map((topic) => prefix + topic);
    if (names.length > 0) asked = Promise.all([asked, subscriber.subscribe(...names).catch(report)]);
  });
  return {
    send(topic, message) {
      redis.publish(prefix + topic, JSON.stringify(message)).catch((error: unknown) => {
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
    ready: async () => void (await asked),
  };
}
