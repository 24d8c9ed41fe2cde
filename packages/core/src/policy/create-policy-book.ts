import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { AuditEvent, AuditLog } from "../audit/index.ts";
import type { Connector } from "../connector/index.ts";
import { lru, type Channel, type Store } from "../store/index.ts";
import { checkOwnerPolicy } from "./check-owner-policy.ts";
import { OwnerPolicy } from "./owner-policy.ts";
import type { PolicyAuthor, PolicyBook, PolicyChange, PolicyListener } from "./policy-book.ts";

const TOPIC = "policy";
const PARTS = OwnerPolicy.keyof().options;
const MAX_KNOWN = 50_000;

/** What replicas tell each other. */
interface Told {
  connectionId: string;
  changed: PolicyChange["changed"];
  by: string;
}

export interface PolicyBookOptions {
  connector: Connector;
  /** Durable, and of this connector alone. */
  store: Store;
  /** Of this connector alone. */
  channel: Channel;
  audit: Pick<AuditLog, "intend" | "settle">;
  /** Takes what a listener throws. */
  onError(error: unknown): void;
}

/** Keeps owners' policies in the durable store, and in memory those that calls ask for. */
export function createPolicyBook({ connector, store, channel, audit, onError }: PolicyBookOptions): PolicyBook {
  const self = randomUUID();
  const known = lru<OwnerPolicy>(MAX_KNOWN);
  const listeners = new Set<PolicyListener>();
  /** Grows with every change: what was being read meanwhile may be older. */
  let changes = 0;

  const stored = async (connectionId: string) =>
    ((await store.get(keyOf(connectionId))) as OwnerPolicy | undefined) ?? {};
  const forget: PolicyListener = (connectionId, parts) => {
    changes += 1;
    if (connectionId === undefined) known.clear();
    else known.delete(connectionId);
    for (const listener of listeners) {
      try {
        listener(connectionId, parts);
      } catch (error) {
        onError(error);
      }
    }
  };
  const tellAll = (connectionId: string, changed: PolicyChange["changed"]) => {
    forget(connectionId, changed);
    channel.send(TOPIC, { connectionId, changed, by: self } satisfies Told);
  };
  channel.listen(TOPIC, (message) => {
    const { connectionId, changed, by } = message as Told;
    if (by !== self) forget(connectionId, changed);
  });
  channel.onGap(() => forget(undefined, PARTS));

  const keep = async (connectionId: string, change: PolicyChange, by: PolicyAuthor): Promise<void> => {
    const event = eventOf(connector.name, connectionId, { change, by });
    await audit.intend({ ...event, phase: "intent" });
    const settle = (status: "ok" | "unknown") => audit.settle({ ...event, phase: "outcome", result: { status } });
    try {
      await store.set(keyOf(connectionId), change.after, Infinity);
    } catch (error) {
      // Whether it was kept after all is what nobody knows now.
      await settle("unknown");
      throw error;
    } finally {
      tellAll(connectionId, change.changed);
    }
    await settle("ok");
  };

  return {
    async read(connectionId) {
      const found = known.get(connectionId);
      if (found !== undefined) return found;
      const before = changes;
      const policy = await stored(connectionId);
      if (changes === before) known.set(connectionId, policy);
      return policy;
    },
    async write(connectionId, written, by) {
      const after = checkOwnerPolicy(written, connector);
      const change = changeOf(await stored(connectionId), after);
      if (change.changed.length > 0) await keep(connectionId, change, by);
      return change;
    },
    async carry(from, to, by) {
      const policy = await stored(from);
      if (Object.keys(policy).length === 0 || (await store.get(keyOf(to))) !== undefined) return;
      await keep(to, changeOf({}, policy), by);
    },
    async remove(connectionId) {
      if (await store.delete(keyOf(connectionId))) tellAll(connectionId, PARTS);
    },
    onChange(listener) {
      const own: PolicyListener = (connectionId, parts) => listener(connectionId, parts);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

const keyOf = (connectionId: string) => `policy/${connectionId}`;

function changeOf(before: OwnerPolicy, after: OwnerPolicy): PolicyChange {
  return { before, after, changed: PARTS.filter((part) => !isDeepStrictEqual(before[part], after[part])) };
}

/** Permissions hold no secret and nothing that an assistant wrote: they are on record as they are. */
function eventOf(
  connector: string,
  connection: string,
  { change, by: { requestId, ...actor } }: { change: PolicyChange; by: PolicyAuthor },
): Omit<AuditEvent, "phase"> {
  const { before, after, changed } = change;
  const args = changed.map((part) => [part, { before: before[part] ?? null, after: after[part] ?? null }]);
  return {
    opId: randomUUID(),
    connector,
    action: "policy.change",
    actor,
    connection,
    requestId,
    args: Object.fromEntries(args) as Record<string, unknown>,
  };
}
