import { lru, type Channel } from "../../store/index.ts";
import type { EventBus } from "../event-bus.ts";
import type { CompletionMemory } from "../read/complete.ts";
import { forgetProposals } from "../read/forget-proposals.ts";
import { readResource } from "../read/read-resource.ts";
import { observed } from "../serve/observed.ts";
import type { Polls } from "./polls.ts";
import type { Changes, Subscription, Subscriptions } from "./subscriptions.ts";

const TOPIC = "changes";
/** For so long a read proves that its connection may know of changes. */
const PROOF_MS = 10 * 60_000;
const MAX_PROOFS = 100_000;
const MAX_CONNECTIONS = 50_000;
/** Nothing that was read is kept for longer. */
const CACHED_MS = 60 * 60_000;
/** Reads of one change that are under way at the same time. */
const READS_AT_ONCE = 16;
const READ_TIMEOUT_MS = 15_000;
/** After a gap: until all replicas are back that have something to tell of it. */
const GAP_MS = 1_000;

export interface SubscriptionParts {
  channel: Channel;
  bus: Pick<EventBus, "deliver">;
  completions: CompletionMemory;
  /** One spelling for all URIs of one resource. */
  canonical?: ((uri: string) => string) | undefined;
  cache: {
    /** What was read for a connection is no longer fresh. */
    wrote(connectionId: string): void | Promise<void>;
    /** Nothing that was read for a connection is served again. */
    revoke(connectionId: string): Promise<void>;
  };
  /** Looks at what nobody else tells of. Undefined: nobody looks. */
  polls?: Polls | undefined;
  reportError(error: unknown): void;
  /** Milliseconds since some moment. */
  now?: () => number;
}

/** All subscriptions of one connection to one spelling of a URI. */
interface Listening {
  latest: Subscription;
  count: number;
  /** Told right now; `again`: what it was told of has changed since. */
  telling: false | "once" | "again";
}

/** Tells listeners of changes: those who have read the resource lately, and those who can read it now. Nobody else. */
export function createSubscriptions(parts: SubscriptionParts): Subscriptions {
  const {
    channel,
    bus,
    cache,
    completions,
    polls,
    reportError,
    canonical = (uri) => uri,
    now = () => performance.now(),
  } = parts;
  /** Resource, in its one spelling → connection and URI, as it asked. */
  const listening = new Map<string, Map<string, Listening>>();
  const proofs = lru<number>(MAX_PROOFS);
  const connections = lru<true>(MAX_CONNECTIONS, { ttlMs: CACHED_MS });
  const proofOf = (connectionId: string, uri: string) => `${connectionId}\0${canonical(uri)}`;

  const mayKnow = async ({ uri, scope: earlier, sender }: Subscription): Promise<boolean> => {
    const { connection } = earlier.caller;
    const provenAt = proofs.get(proofOf(connection.id, uri));
    try {
      if (provenAt !== undefined && now() - provenAt < PROOF_MS) {
        // It may have been disconnected meanwhile.
        await connection.credential();
        return true;
      }
      // Its owner may allow less by now.
      const scope = (await earlier.renew?.()) ?? earlier;
      const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
      const target = uri.slice(0, uri.indexOf(":"));
      await observed(scope, { ...sender, method: "resources/read", target }, (notes) =>
        readResource(scope, uri, signal, notes),
      );
      return true;
    } catch {
      // Why is in the record of the read. Whoever cannot read it now hears nothing.
      return false;
    }
  };

  const tell = async (entry: Listening): Promise<void> => {
    if (entry.telling !== false) return void (entry.telling = "again");
    do {
      entry.telling = "once";
      const { uri, scope } = entry.latest;
      const connectionId = scope.caller.connection.id;
      await cache.wrote(connectionId);
      if ((await mayKnow(entry.latest)) && entry.count > 0)
        bus.deliver({ event: { kind: "resource_updated", uri }, connectionId });
    } while ((entry.telling as Listening["telling"]) === "again");
    entry.telling = false;
  };

  const concerned = ({ uris, below, connectionId }: Changes): Listening[] => {
    if (listening.size === 0) return [];
    const things = new Set(uris.map(canonical).filter((thing) => listening.has(thing)));
    const beginnings = below.map(canonical);
    if (beginnings.length > 0) {
      for (const thing of listening.keys()) if (beginnings.some((start) => thing.startsWith(start))) things.add(thing);
    }
    return [...things]
      .flatMap((thing) => [...(listening.get(thing)?.values() ?? [])])
      .filter(({ latest }) => connectionId === undefined || latest.scope.caller.connection.id === connectionId);
  };

  const hear = async (changes: Changes): Promise<void> => {
    forgetProposals(completions, changes.proposals);
    if (changes.access) {
      proofs.clear();
      await Promise.all([...connections.keys()].map((id) => cache.revoke(id)));
    }
    if (changes.connectionId !== undefined)
      for (const uri of changes.uris) proofs.set(proofOf(changes.connectionId, uri), now());
    await tellAll(concerned(changes));
  };

  const tellAll = async (waiting: Listening[]): Promise<void> => {
    const next = async (): Promise<void> => {
      for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) await tell(entry);
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, next));
  };
  let missed: NodeJS.Timeout | undefined;
  channel.onGap(() => {
    // Several gaps at a time are one.
    missed ??= setTimeout(() => {
      missed = undefined;
      // Nobody knows what was missed: that somebody sees less now, perhaps.
      proofs.clear();
      const everybody = [...listening.values()].flatMap((entries) => [...entries.values()]);
      tellAll(everybody).catch(reportError);
    }, GAP_MS).unref();
  });
  channel.listen(TOPIC, (message) => void hear(message as Changes).catch(reportError));

  return {
    add(subscription) {
      const thing = canonical(subscription.uri);
      const key = `${subscription.scope.caller.connection.id}\0${subscription.uri}`;
      const entries = listening.get(thing) ?? new Map<string, Listening>();
      listening.set(thing, entries);
      const entry: Listening = entries.get(key) ?? { latest: subscription, count: 0, telling: false };
      entry.latest = subscription;
      entry.count += 1;
      entries.set(key, entry);
      const unwatch = polls?.watch(thing, subscription);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        unwatch?.();
        entry.count -= 1;
        if (entry.count > 0) return;
        entries.delete(key);
        if (entries.size === 0 && listening.get(thing) === entries) listening.delete(thing);
      };
    },
    noteRead: (connectionId, uri) => void proofs.set(proofOf(connectionId, uri), now()),
    forgetReads(connectionId) {
      if (connectionId === undefined) return proofs.clear();
      for (const proof of proofs.keys()) if (proof.startsWith(`${connectionId}\0`)) proofs.delete(proof);
    },
    noteConnection: (connectionId) => void connections.set(connectionId, true),
    announce: (changes) => channel.send(TOPIC, changes),
    get size() {
      return listening.size;
    },
  };
}
