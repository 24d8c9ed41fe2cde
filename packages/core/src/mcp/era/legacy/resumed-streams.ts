import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Channel } from "../../../store/index.ts";
import { escapeSeparators } from "../escape-separators.ts";
import { eventIds } from "./event-ids.ts";
import type { StreamEvent } from "./event-memory.ts";
import type { LiveSession } from "./live-session.ts";

/** How long whoever has begun a stream may take to say so, in milliseconds. */
const CLAIM_MS = 2_000;

/**
 * Streams that broke and are taken up again on another replica than the one that works on the answer. That one sends what
 * was missed, and what comes, to the one that the client has reached.
 */
export interface ResumedStreams {
  /**
   * Takes up a request's stream that this replica knows nothing of. When nobody else does either, the request is answered
   * with an error that says to send it again, instead of letting the client wait for ever.
   *
   * @returns false for a stream that no request began: it may just begin anew.
   */
  resume(nonce: string, lastEventId: string, res: ServerResponse, signal: AbortSignal): Promise<boolean>;
  /** Lets the streams of a session that is open here be taken up elsewhere. */
  offer(nonce: string, session: LiveSession): () => void;
}

interface Wanted {
  nonce: string;
  lastEventId: string;
  /** The topic to answer on. */
  to: string;
}

type Sent = { kind: "claimed" } | { kind: "event"; event: StreamEvent } | { kind: "end" };

export function createResumedStreams(channel: Channel): ResumedStreams {
  const offered = new Map<string, LiveSession>();
  channel.listen("resume", (message) => {
    const { nonce, lastEventId, to } = message as Wanted;
    const session = offered.get(nonce);
    if (session?.remembers(lastEventId) !== true) return;
    const send = (sent: Sent) => channel.send(to, sent);
    send({ kind: "claimed" });
    session.follow(lastEventId, (event) => send(event === undefined ? { kind: "end" } : { kind: "event", event }));
  });

  return {
    async resume(nonce, lastEventId, res, signal) {
      const requestId = eventIds.read(lastEventId)?.requestId;
      if (requestId === undefined) return false;
      const to = `resumed/${randomUUID()}`;
      await new Promise<void>((resolve) => {
        const write = (event: StreamEvent) =>
          res.write(
            escapeSeparators(
              Buffer.from(`event: message\nid: ${event.id}\ndata: ${JSON.stringify(event.message)}\n\n`),
            ),
          );
        const end = () => {
          clearTimeout(lost);
          stop();
          res.end();
          resolve();
        };
        const lost = setTimeout(() => {
          write({ id: lastEventId, message: { jsonrpc: "2.0", id: requestId, error: LOST } });
          end();
        }, CLAIM_MS);
        const stop = channel.listen(to, (message) => {
          const sent = message as Sent;
          clearTimeout(lost);
          if (sent.kind === "event") write(sent.event);
          if (sent.kind === "end") end();
        });
        signal.addEventListener("abort", end, { once: true });
        res.writeHead(200, {
          "content-type": "text/event-stream",
          "cache-control": "no-cache, no-transform",
          "x-accel-buffering": "no",
        });
        res.flushHeaders();
        void channel.ready().then(() => channel.send("resume", { nonce, lastEventId, to } satisfies Wanted));
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
