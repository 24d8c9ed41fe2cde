import type { Channel } from "./channel.ts";

/** Topics of one's own: every name begins with `prefix`. */
export function scopedChannel(channel: Channel, prefix: string): Channel {
  return {
    send: (topic, message) => channel.send(`${prefix}/${topic}`, message),
    listen: (topic, listener) => channel.listen(`${prefix}/${topic}`, listener),
    onGap: (listener) => channel.onGap(listener),
    reaches: () => channel.reaches(),
    ready: () => channel.ready(),
  };
}
