import type { JSONRPCMessage, RequestId } from "@modelcontextprotocol/server";
import type { Channel } from "../../../store/index.ts";
import { cancelledId } from "./cancelled-id.ts";
import type { LiveSession } from "./live-session.ts";

/**
 * Passes on what a client sends to another replica than the one that waits for it: answers to questions, and word that an
 * answer is not wanted any more. The two replicas have opened the same session, each for itself.
 */
export interface SessionRelay {
  /** @param nonce names the session. @param here waits here from now on. @returns what ends that. */
  open(nonce: string, here: Waiting): () => void;
  /** Hears when the client wants no answer to a request any more, here or elsewhere. @returns what ends that. */
  onCancelled(nonce: string, id: RequestId, tell: () => void): () => void;
  /** Gives a message to the opening of its session that it is about, here or elsewhere. */
  pass(nonce: string, message: JSONRPCMessage): void;
}

/** Whoever waits for such messages of a session. */
type Waiting = Pick<LiveSession, "isAbout" | "deliver">;

interface Passed {
  nonce: string;
  message: JSONRPCMessage;
}

/** @param topic the same for the same connector on every replica */
export function createSessionRelay(channel: Channel, topic: string): SessionRelay {
  const waiting = new Map<string, Set<Waiting>>();
  const deliver = ({ nonce, message }: Passed): boolean => {
    const concerned = [...(waiting.get(nonce) ?? [])].filter((each) => each.isAbout(message));
    for (const each of concerned) each.deliver(message);
    return concerned.length > 0;
  };
  channel.listen(topic, (message) => void deliver(message as Passed));
  const open: SessionRelay["open"] = (nonce, here) => {
    const theirs = waiting.get(nonce) ?? new Set();
    waiting.set(nonce, theirs.add(here));
    return () => {
      if (theirs.delete(here) && theirs.size === 0 && waiting.get(nonce) === theirs) waiting.delete(nonce);
    };
  };
  return {
    open,
    onCancelled: (nonce, id, tell) =>
      open(nonce, { isAbout: (message) => cancelledId(message) === id, deliver: () => tell() }),
    pass(nonce, message) {
      if (!deliver({ nonce, message })) channel.send(topic, { nonce, message } satisfies Passed);
    },
  };
}
