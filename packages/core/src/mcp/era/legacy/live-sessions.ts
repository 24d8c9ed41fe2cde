import { LRUCache } from "lru-cache";
import { principalKey, type Principal } from "../../../auth/index.ts";
import type { LiveSession } from "./live-session.ts";

const MAX_LIVE = 10_000;
/** How long an answer waits for a client whose connection broke, in milliseconds. */
const RESUME_MS = 60_000;

/** The sessions of which something is open right now. Bounded, per principal too: the longest unused goes first. */
export interface LiveSessions {
  get(id: string): LiveSession | undefined;
  add(principal: Principal, session: LiveSession): void;
  /** Lets go of a session that has nothing open; one that owes an answer gets some time to be asked for it. */
  release(id: string): void;
  /** Ends a session and refuses its id for as long as it could live. */
  end(id: string): Promise<void>;
  hasEnded(id: string): boolean;
  readonly size: number;
  closeAll(): Promise<void>;
}

export function createLiveSessions(
  limits: { perPrincipal: number; ttlMs: number },
  reportError: (error: unknown) => void,
): LiveSessions {
  const owners = new Map<string, Set<string>>();
  const ended = new LRUCache<string, true>({ max: 100_000, ttl: limits.ttlMs });
  const live = new LRUCache<string, { session: LiveSession; owner: string }>({
    max: MAX_LIVE,
    dispose: ({ session, owner }, id) => {
      owners.get(owner)?.delete(id);
      if (owners.get(owner)?.size === 0) owners.delete(owner);
      session.close().catch(reportError);
    },
  });
  return {
    get: (id) => live.get(id)?.session,
    add(principal, session) {
      const owner = principalKey(principal);
      const ids = owners.get(owner) ?? new Set();
      owners.set(owner, ids);
      const [oldest] = ids;
      if (ids.size >= limits.perPrincipal && oldest !== undefined) live.delete(oldest);
      owners.set(owner, ids.add(session.id));
      live.set(session.id, { session, owner });
    },
    release(id) {
      const session = live.peek(id)?.session;
      if (session?.busy() !== false) return;
      if (!session.owesAnswer()) return void live.delete(id);
      setTimeout(() => session.busy() || live.delete(id), RESUME_MS).unref();
    },
    async end(id) {
      ended.set(id, true);
      live.delete(id);
    },
    hasEnded: (id) => ended.has(id),
    get size() {
      return live.size;
    },
    async closeAll() {
      live.clear();
    },
  };
}
