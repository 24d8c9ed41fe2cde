import type { Channel } from "./channel.ts";
import { createTopics } from "./topics.ts";

/** The channel of a process that is alone. */
export function memoryChannel(report: (error: unknown) => void = () => {}): Channel {
  const topics = createTopics(report);
  return {
    // A copy, and not at once: as it would come from another replica.
    send(topic, message) {
      const json = JSON.stringify(message);
      setImmediate(() => topics.tell(topic, JSON.parse(json)));
    },
    listen(topic, listener) {
      const own = (message: unknown) => listener(message);
      topics.add(topic, own);
      return () => void topics.remove(topic, own);
    },
    // Nobody can be cut off from itself.
    onGap: () => () => {},
    reaches: async () => true,
    ready: async () => {},
  };
}
