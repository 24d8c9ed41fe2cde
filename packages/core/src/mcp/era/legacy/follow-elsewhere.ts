import { randomUUID } from "node:crypto";
import type { Channel } from "../../../store/index.ts";
import type { StreamEvent } from "./event-memory.ts";

/** What the replica that works on a stream's answer is asked for. */
export interface Wanted {
  nonce: string;
  lastEventId: string;
  /** The topic to answer on. */
  to: string;
}

/** What it answers; `here` says again and again that it is there. */
export type Sent = { kind: "here" } | { kind: "event"; event: StreamEvent } | { kind: "end" };

export const WANTED_TOPIC = "resume";
export const LEFT_TOPIC = "resume-left";

/**
 * Follows a stream that another replica has, from an event on. What gets lost on the way is asked for again.
 *
 * @param options.claimMs how long whoever has the stream may take to say so
 * @param options.silentMs who is not heard of for so long is gone, or what it said was lost
 * @param options.onEnd `lost`: nobody has it, or has it any more
 * @returns what ends it; `onEnd` is not told.
 */
export function followElsewhere(options: {
  channel: Channel;
  nonce: string;
  lastEventId: string;
  claimMs: number;
  silentMs: number;
  onEvent(event: StreamEvent): void;
  onEnd(how: "whole" | "lost"): void;
}): () => void {
  const { channel, nonce, claimMs, silentMs, onEvent, onEnd } = options;
  let { lastEventId } = options;
  let to = "";
  let deafen = () => {};
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  /** Messages so far. */
  let heard = 0;
  /** Nobody has answered the last question yet. */
  let unclaimed = true;
  /** The question, or the answer to it, may have been lost. */
  let unheard = false;

  const close = () => {
    over = true;
    clearTimeout(timer);
    deafen();
    stopGap();
  };
  const waitFor = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  };
  const ask = () => {
    deafen();
    // Under a new name: what is still said to an earlier question would come twice.
    to = `resumed/${randomUUID()}`;
    unclaimed = true;
    deafen = channel.listen(to, (message) => hear(message as Sent));
    waitFor(claimMs);
    const wanted: Wanted = { nonce, lastEventId, to };
    void channel.ready().then(() => over || channel.send(WANTED_TOPIC, wanted));
  };
  const hear = (sent: Sent) => {
    heard += 1;
    [unclaimed, unheard] = [false, false];
    waitFor(silentMs);
    if (sent.kind === "event") {
      lastEventId = sent.event.id;
      onEvent(sent.event);
    } else if (sent.kind === "end") {
      close();
      onEnd("whole");
    }
  };
  /** Nothing was heard for too long. */
  const look = async (): Promise<void> => {
    const before = heard;
    const reaches = await channel.reaches();
    if (over || heard !== before) return;
    if (!reaches) {
      // Nobody's silence means anything now.
      unheard = true;
      return waitFor(claimMs);
    }
    if (!unclaimed || unheard) {
      unheard = false;
      return ask();
    }
    close();
    onEnd("lost");
  };
  const stopGap = channel.onGap(() => {
    // Whoever has it may have been cut off, too, and not be back.
    unheard = true;
    ask();
  });
  ask();
  return () => {
    if (over) return;
    close();
    channel.send(LEFT_TOPIC, to);
  };
}
