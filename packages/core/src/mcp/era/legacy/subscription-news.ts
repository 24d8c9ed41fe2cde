import type { Channel } from "../../../store/index.ts";
import type { LiveSession } from "./live-session.ts";

/** Tells the replicas that a session is open on what it has subscribed and unsubscribed on another one. */
export interface SubscriptionNews {
  /** @param nonce names the session. @param session is open here from now on. @returns what ends that. */
  open(nonce: string, session: LiveSession): () => void;
  tell(nonce: string): void;
}

export function createSubscriptionNews(channel: Channel, reportError: (error: unknown) => void): SubscriptionNews {
  const openings = new Map<string, LiveSession>();
  channel.listen("subscribed", (nonce) => {
    openings
      .get(nonce as string)
      ?.restoreSubscriptions()
      .catch(reportError);
  });
  // Before its subscribers are told of what else was missed.
  channel.onGap(() => {
    for (const session of openings.values()) session.restoreSubscriptions().catch(reportError);
  });
  return {
    open(nonce, session) {
      openings.set(nonce, session);
      return () => {
        if (openings.get(nonce) === session) openings.delete(nonce);
      };
    },
    tell: (nonce) => channel.send("subscribed", nonce),
  };
}
