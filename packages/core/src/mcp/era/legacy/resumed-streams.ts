import type { ServerResponse } from "node:http";
import type { Channel } from "../../../store/index.ts";
import { escapeSeparators } from "../escape-separators.ts";
import { eventIds } from "./event-ids.ts";
import type { StreamEvent } from "./event-memory.ts";
import { followElsewhere, LEFT_TOPIC, WANTED_TOPIC, type Sent, type Wanted } from "./follow-elsewhere.ts";
import type { LiveSession } from "./live-session.ts";

/** In milliseconds: `followElsewhere`'s, and how often whoever sends a stream says that it is there. */
const TIMES = { claimMs: 2_000, silentMs: 3_000, beatMs: 1_000 };

/**
 * Streams that broke and are taken up again on another replica than the one that works on the answer. That one sends what
 * was missed, and what comes, to the one that the client has reached.
 */
export interface ResumedStreams {
  /**
   * Takes up a request's stream that this replica knows nothing of. When nobody else does either, or whoever did is gone,
   * the request is answered with an error that says to send it again, instead of letting the client wait for ever.
   *
   * @returns false for a stream that no request began: it may just begin anew.
   */
  resume(nonce: string, lastEventId: string, res: ServerResponse, signal: AbortSignal): Promise<boolean>;
  /** Lets the streams of a session that is open here be taken up elsewhere. */
  offer(nonce: string, session: OfferedSession): () => void;
}

type OfferedSession = Pick<LiveSession, "remembers" | "follow">;

export function createResumedStreams(channel: Channel, times = TIMES): ResumedStreams {
  const offered = new Map<string, OfferedSession>();
  /** What ends the sending of a stream, by the topic that it is sent on. */
  const sending = new Map<string, () => void>();
  channel.listen(WANTED_TOPIC, (message) => {
    const { nonce, lastEventId, to } = message as Wanted;
    const session = offered.get(nonce);
    if (session?.remembers(lastEventId) !== true) return;
    const send = (sent: Sent) => channel.send(to, sent);
    // Of a session that is closed nothing will come.
    const beat = setInterval(() => (offered.get(nonce) === session ? send({ kind: "here" }) : stop()), times.beatMs);
    beat.unref();
    const stop = () => {
      clearInterval(beat);
      sending.delete(to);
      unfollow();
    };
    let unfollow = () => {};
    sending.set(to, stop);
    send({ kind: "here" });
    unfollow = session.follow(lastEventId, (event) => {
      if (event !== undefined) return send({ kind: "event", event });
      send({ kind: "end" });
      stop();
    });
  });
  channel.listen(LEFT_TOPIC, (to) => sending.get(to as string)?.());

  return {
    async resume(nonce, lastEventId, res, signal) {
      const requestId = eventIds.read(lastEventId)?.requestId;
      if (requestId === undefined) return false;
      await new Promise<void>((resolve) => {
        let last = lastEventId;
        const write = ({ id, message }: StreamEvent) => {
          last = id;
          const event = `event: message\nid: ${id}\ndata: ${JSON.stringify(message)}\n\n`;
          res.write(escapeSeparators(Buffer.from(event)));
        };
        const end = () => {
          leave();
          res.end();
          resolve();
        };
        res.writeHead(200, {
          "content-type": "text/event-stream",
          "cache-control": "no-cache, no-transform",
          "x-accel-buffering": "no",
        });
        res.flushHeaders();
        const leave = followElsewhere({
          channel,
          nonce,
          lastEventId,
          ...times,
          onEvent: write,
          onEnd(how) {
            if (how === "lost") write({ id: last, message: { jsonrpc: "2.0", id: requestId, error: LOST } });
            end();
          },
        });
        if (signal.aborted) end();
        else signal.addEventListener("abort", end, { once: true });
      });
      return true;
    },
    offer(nonce, session) {
      offered.set(nonce, session);
      return () => {
        if (offered.get(nonce) === session) offered.delete(nonce);
      };
    },
  };
}

const LOST = {
  code: -32_000,
  message:
    "The server that worked on this request is gone, and its answer with it. Send it again; a write with the same idempotency_key, or after reading what it was to change.",
};
