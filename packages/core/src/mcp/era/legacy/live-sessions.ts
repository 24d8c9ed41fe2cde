import type { LiveSession } from "./live-session.ts";

const MAX_LIVE = 10_000;
/** How long an answer waits for a client whose connection broke, in milliseconds. */
const RESUME_MS = 60_000;
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
  const byPerson = new Map<string, Set<Held>>();

  const drop = async (entry: Held): Promise<void> => {
    if (held.get(entry.id) !== entry) return;
    clearTimeout(entry.timer);
    held.delete(entry.id);
    const others = byPerson.get(entry.person);
    others?.delete(entry);
    if (others?.size === 0) byPerson.delete(entry.person);
    // Whoever opened it knows when that failed.
    const session = await entry.session.catch(() => undefined);
    await session?.close().catch(reportError);
  };

  /** Lets go of a session that nothing holds, or sees to it that somebody does when its time is over. */
  const settle = (entry: Held): void => {
    clearTimeout(entry.timer);
    if (held.get(entry.id) !== entry || entry.requests > 0 || entry.streams > 0 || entry.opened?.working() !== false)
      return;
    const waitMs = entry.opened.subscribed() ? limits.ttlMs : entry.owesAnswer ? RESUME_MS : 0;
    if (waitMs === 0) return void drop(entry);
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
      const session = await held.get(id)?.session.catch(() => undefined);
      return session?.remembers(eventId) === true;
    },
    async end(id) {
      const entry = held.get(id);
      if (entry !== undefined) await drop(entry);
    },
    get size() {
      return held.size;
    },
    async closeAll() {
      await Promise.all([...held.values()].map(drop));
    },
  };
}
