import { LRUCache } from "lru-cache";
import type { LiveSession } from "./live-session.ts";

const MAX_LIVE = 10_000;
/** How long an answer waits for a client whose connection broke, in milliseconds. */
const RESUME_MS = 60_000;
/** A client that sends one request often sends another: until then its session is kept, as far as there is room. */
const IDLE_MS = 5_000;
const MAX_IDLE = 128;
/** setTimeout takes no more than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How a client took a response: whole, or it left before. */
export type Taken = "whole" | "left";

export interface SessionUse {
  id: string;
  /** Whose session it is: each person may hold so many. */
  person: string;
  /** What the request is: a stream is held open for the client, and may be taken from it; work is not broken off. */
  kind: "work" | "stream" | "resumption";
  open: (onIdle: () => void) => Promise<LiveSession>;
  /** Lets the session answer, and tells how the client took it. */
  serve: (session: LiveSession) => Promise<Taken>;
}

/**
 * The sessions of which something is open right now: a request, a stream, a subscription, a question, an answer that was
 * not taken. Bounded, per person too: the longest unused that works on nothing gives way.
 */
export interface LiveSessions {
  /**
   * Serves one request with the session of that id, which is opened first if it is not, and stays until the request is over.
   *
   * @returns False when there is no room: everything that is open works on something.
   */
  use(request: SessionUse): Promise<boolean>;
  /** Whether a session is open here and can continue a stream from that event. */
  remembers(id: string, eventId: string): Promise<boolean>;
  /** Ends a session, whatever it works on. */
  end(id: string): Promise<void>;
  readonly size: number;
  closeAll(): Promise<void>;
}

interface Held {
  id: string;
  person: string;
  session: Promise<LiveSession>;
  /** Once it is open. */
  opened: LiveSession | undefined;
  requests: number;
  streams: number;
  owesAnswer: boolean;
  timer: NodeJS.Timeout | undefined;
}

export function createLiveSessions(
  limits: { perPerson: number; ttlMs: number },
  reportError: (error: unknown) => void,
): LiveSessions {
  // In the order of their last use.
  const held = new Map<string, Held>();
  /** Nothing of these is open: they are only at hand. */
  const idle = new LRUCache<string, Held>({
    max: MAX_IDLE,
    ttl: IDLE_MS,
    ttlAutopurge: true,
    dispose: (entry, _id, reason) => {
      if (reason !== "delete") void close(entry);
    },
  });
  const close = async ({ session }: Held): Promise<void> => {
    // Whoever opened it knows when that failed.
    const opened = await session.catch(() => undefined);
    await opened?.close().catch(reportError);
  };
  const byPerson = new Map<string, Set<Held>>();

  /** @returns false when it is not held any more. */
  const letGo = (entry: Held): boolean => {
    if (held.get(entry.id) !== entry) return false;
    clearTimeout(entry.timer);
    held.delete(entry.id);
    const others = byPerson.get(entry.person);
    others?.delete(entry);
    if (others?.size === 0) byPerson.delete(entry.person);
    return true;
  };
  const drop = async (entry: Held): Promise<void> => {
    if (letGo(entry)) await close(entry);
  };

  /** Lets go of a session that nothing holds, or sees to it that somebody does when its time is over. */
  const settle = (entry: Held): void => {
    clearTimeout(entry.timer);
    if (held.get(entry.id) !== entry || entry.requests > 0 || entry.streams > 0 || entry.opened?.working() !== false)
      return;
    const waitMs = entry.opened.subscribed() ? limits.ttlMs : entry.owesAnswer ? RESUME_MS : 0;
    if (waitMs === 0) {
      if (!letGo(entry)) return;
      entry.opened.rest();
      idle.set(entry.id, entry);
      return;
    }
    entry.timer = setTimeout(() => void drop(entry), Math.min(waitMs, LONGEST_TIMER_MS)).unref();
  };

  const makeRoom = (entries: Iterable<Held>, size: number, most: number): boolean => {
    if (size < most) return true;
    for (const entry of entries) {
      if (entry.requests > 0 || entry.opened?.working() !== false) continue;
      void drop(entry);
      return true;
    }
    return false;
  };

  const atHand = (id: string): Held | undefined => {
    const entry = idle.get(id);
    idle.delete(id);
    entry?.opened?.wake();
    return entry;
  };

  const fresh = (id: string, person: string, open: SessionUse["open"]): Held => {
    const session = open(() => settle(entry));
    const entry: Held = {
      id,
      person,
      session,
      opened: undefined,
      requests: 0,
      streams: 0,
      owesAnswer: false,
      timer: undefined,
    };
    return entry;
  };

  const find = ({ id, person, open }: SessionUse): Held | undefined => {
    const known = held.get(id);
    const theirs = byPerson.get(person) ?? new Set();
    if (known !== undefined) {
      held.delete(id);
      held.set(id, known);
      theirs.delete(known);
      theirs.add(known);
      return known;
    }
    if (!makeRoom(theirs, theirs.size, limits.perPerson) || !makeRoom(held.values(), held.size, MAX_LIVE)) {
      return undefined;
    }
    const entry = atHand(id) ?? fresh(id, person, open);
    held.set(id, entry);
    // Making room may have dropped the last of the others, and the set with it.
    byPerson.set(person, (byPerson.get(person) ?? new Set()).add(entry));
    return entry;
  };

  return {
    async use(request) {
      const entry = find(request);
      if (entry === undefined) return false;
      const counter = request.kind === "work" ? "requests" : "streams";
      entry[counter] += 1;
      try {
        entry.opened = await entry.session;
        const taken = await request.serve(entry.opened);
        if (request.kind === "work" && taken === "left") entry.owesAnswer = true;
        if (request.kind === "resumption" && taken === "whole") entry.owesAnswer = false;
        return true;
      } catch (error) {
        if (entry.opened === undefined) void drop(entry);
        throw error;
      } finally {
        entry[counter] -= 1;
        settle(entry);
      }
    },
    async remembers(id, eventId) {
      const session = await (held.get(id) ?? idle.get(id))?.session.catch(() => undefined);
      return session?.remembers(eventId) === true;
    },
    async end(id) {
      const [entry, other] = [held.get(id), atHand(id)];
      if (entry !== undefined) await drop(entry);
      if (other !== undefined) await close(other);
    },
    get size() {
      return held.size;
    },
    async closeAll() {
      const others = [...idle.values()];
      for (const { id } of others) idle.delete(id);
      await Promise.all([...[...held.values()].map(drop), ...others.map(close)]);
    },
  };
}
