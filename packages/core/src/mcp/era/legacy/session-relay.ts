import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import type { Channel } from "../../../store/index.ts";
import type { LiveSession } from "./live-session.ts";

/**
 * Passes on what a client sends to another replica than the one that waits for it: answers to questions, and word that an
 * answer is not wanted any more. The two replicas have opened the same session, each for itself.
 */
export interface SessionRelay {
  /** @param nonce names the session. @param session is open here from now on. @returns what ends that. */
  open(nonce: string, session: LiveSession): () => void;
  /** Gives a message to the opening of its session that it is about, here or elsewhere. */
  pass(nonce: string, message: JSONRPCMessage): void;
}

interface Passed {
  nonce: string;
  message: JSONRPCMessage;
}

/** @param topic the same for the same connector on every replica */
export function createSessionRelay(channel: Channel, topic: string): SessionRelay {
  const openings = new Map<string, LiveSession>();
  const deliver = ({ nonce, message }: Passed): boolean => {
    const session = openings.get(nonce);
    if (session?.isAbout(message) !== true) return false;
    session.deliver(message);
    return true;
  };
  channel.listen(topic, (message) => void deliver(message as Passed));
  return {
    open(nonce, session) {
      openings.set(nonce, session);
      return () => {
        if (openings.get(nonce) === session) openings.delete(nonce);
      };
    },
    pass(nonce, message) {
      if (!deliver({ nonce, message })) channel.send(topic, { nonce, message } satisfies Passed);
    },
  };
}
