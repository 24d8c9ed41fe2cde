import { createHash, randomUUID } from "node:crypto";
import { ToolError, type AnyResource } from "../../connector/index.ts";
import type { Store } from "../../store/index.ts";
import { findResource } from "../read/read-resource.ts";
import { versionOf } from "../read/version-of.ts";
import type { Subscription } from "./subscriptions.ts";

/** While nothing changes, a pause is so much longer than the one before, up to so many times the shortest. */
const GROWTH = 1.5;
const MOST_GROWTH = 20;
/** Of a pause: nobody looks at everything in the same moment. */
const JITTER = 0.2;
/** Of a pause: for so long no other replica looks. */
const LEASE = 0.95;
/** Longer than any look: nobody else looks meanwhile. */
const LOOK_MS = 20_000;
/** Of a pause: what was seen longer ago is no beginning to compare with. */
const REMEMBERED = 3;

/** Looks, now and then, at resources that somebody listens to and that nobody else tells of. */
export interface Polls {
  /** @param thing the resource, in its one spelling. @returns what ends it. */
  watch(thing: string, subscription: Subscription): () => void;
}

export interface PollsOptions {
  /** Shared by the replicas: whose turn it is, and what was seen last. */
  store: Store;
  /** Least pause between two looks, in milliseconds. */
  pauseMs: number;
  /** Whether nobody else tells of it. */
  isPolled(resource: AnyResource): boolean;
  /** The connection has seen that it has changed. */
  onChanged(connectionId: string, thing: string): void;
  reportError(error: unknown): void;
  random?: () => number;
}

/** One resource, seen by one connection. */
interface Watched {
  thing: string;
  connectionId: string;
  subscriptions: Set<Subscription>;
  gone: AbortController;
  timer: NodeJS.Timeout | undefined;
  seen: Seen | undefined;
}

/** What the last look has shown. */
interface Seen {
  version: string | undefined;
  /** Until the next one, in milliseconds. */
  pauseMs: number;
}

/** One look per connection, resource and pause, on whatever replicas they listen. Ends with the last who listens. */
export function createPolls(options: PollsOptions): Polls {
  const { store, pauseMs: leastMs, isPolled, onChanged, reportError, random = Math.random } = options;
  const self = randomUUID();
  const mostMs = leastMs * MOST_GROWTH;
  const watched = new Map<string, Watched>();

  /** @returns the pause until the next look. */
  const turn = async (name: string, entry: Watched): Promise<number> => {
    const subscription = [...entry.subscriptions].findLast(({ attended }) => attended?.() !== false);
    // Nobody would hear of it: nobody asks.
    if (subscription === undefined) return leastMs;
    const turnKey = `poll/turn/${name}`;
    // What others have seen is newer than what was seen here.
    const shared = (await store.get(`poll/seen/${name}`).catch(reportError)) as Seen | undefined;
    entry.seen = shared ?? entry.seen;
    const before = entry.seen;
    const pauseMs = before?.pauseMs ?? leastMs;
    const ours = await store.claim(turnKey, LOOK_MS, self).catch(() => true);
    if (!ours) return pauseMs;
    const seen = await look(subscription, before, entry.gone.signal);
    const ended = entry.gone.signal.aborted;
    // Before it is written down: what has been seen here is told by nobody else.
    const changed = before?.version !== undefined && before.version !== seen.version;
    if (changed && !ended) onChanged(entry.connectionId, entry.thing);
    if (!ended) await store.set(`poll/seen/${name}`, seen, seen.pauseMs * REMEMBERED).catch(reportError);
    // Without Redis, each replica goes by its own pauses.
    await store.release(turnKey, self).catch(() => {});
    await store.claim(turnKey, seen.pauseMs * LEASE).catch(() => {});
    if (ended) return leastMs;
    entry.seen = seen;
    return seen.pauseMs;
  };

  const look = async (subscription: Subscription, before: Seen | undefined, signal: AbortSignal): Promise<Seen> => {
    const pauseMs = before?.pauseMs ?? leastMs;
    try {
      const scope = (await subscription.scope.renew?.()) ?? subscription.scope;
      const version = await versionOf(scope, subscription.uri, signal);
      const same = version === before?.version;
      return { version, pauseMs: same ? Math.min(pauseMs * GROWTH, mostMs) : leastMs };
    } catch (error) {
      // What is behind it is in the log of requests. A change that was missed shows at the next look that succeeds.
      const askedMs = error instanceof ToolError ? (error.facts.retryAfterS ?? 0) * 1000 : 0;
      return { version: before?.version, pauseMs: Math.max(Math.min(pauseMs * GROWTH * GROWTH, mostMs), askedMs) };
    }
  };

  const again = async (name: string, entry: Watched): Promise<void> => {
    const pauseMs = await turn(name, entry).catch((error: unknown) => {
      reportError(error);
      return mostMs;
    });
    if (!entry.gone.signal.aborted) wait(name, entry, pauseMs * (1 + JITTER * random()));
  };

  const wait = (name: string, entry: Watched, ms: number): void => {
    entry.timer = setTimeout(() => void again(name, entry), ms).unref();
  };

  return {
    watch(thing, subscription) {
      const resource = findResource(subscription.scope, subscription.uri)?.resource;
      if (resource === undefined || !isPolled(resource)) return () => {};
      const { connection } = subscription.scope.caller;
      const name = createHash("sha256").update(`${connection.id}\0${thing}`).digest("base64url");
      let entry = watched.get(name);
      if (entry === undefined) {
        const gone = new AbortController();
        entry = {
          thing,
          connectionId: connection.id,
          subscriptions: new Set(),
          gone,
          timer: undefined,
          seen: undefined,
        };
        watched.set(name, entry);
        // At once: a change is one to what was there when somebody began to listen.
        wait(name, entry, 0);
      }
      const { subscriptions, gone } = entry;
      subscriptions.add(subscription);
      return () => {
        subscriptions.delete(subscription);
        if (subscriptions.size > 0) return;
        clearTimeout(entry.timer);
        gone.abort();
        watched.delete(name);
      };
    },
  };
}
