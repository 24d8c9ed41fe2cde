import { createHmac, randomBytes } from "node:crypto";
import { lru, redisScript, type Channel, type GuardedRedis } from "../store/index.ts";
import { partitionOf } from "./partition-of.ts";
import type { Standing, Standings } from "./standing.ts";

const MAX_CONNECTIONS = 50_000;
/** How long this process goes by what it was told. What others change is heard at once, or after this at the latest. */
const LEASE_MS = 500;
/** What Redis was too slow to hear is told again after so long; who was away is told when it is back. */
const TELL_AGAIN_MS = 1_000;
/** Far longer than anything that depends on it; without it, the connection begins anew. */
const KEEP_MS = 24 * 60 * 60_000;

type Field = "epoch" | "written";

interface Known {
  epoch: string;
  written: string;
  standing: Standing;
  toldAt: number;
  /** Changes heard of so far: an answer asked for before one of them is out of date. */
  changes: number;
}

const READ = `
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[1])
redis.call('HSETNX', KEYS[1], 'written', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return redis.call('HMGET', KEYS[1], 'epoch', 'written')`;

const CHANGE = `
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`;

/** What replicas tell each other of a change. */
interface News {
  by: string;
  /** Of the connection, as Redis knows it. */
  name: string;
  field: Field;
  value: string;
}

/**
 * For several processes: two random words per connection in Redis. A change is one command, whatever is kept, and is
 * published; who missed it hears of it when the lease ends. Without Redis no standing is certain. Redis emptied means new
 * words, so nothing kept before is served.
 *
 * @param options.prefix of keys and of the topic
 * @param options.onRevoked told of the partitions that other replicas have ended
 */
export function redisStandings(options: {
  key: Buffer;
  redis: GuardedRedis;
  channel: Channel;
  prefix: string;
  onRevoked: (partition: string) => void;
}): Standings {
  const { key, redis, channel, prefix, onRevoked } = options;
  const topic = `${prefix}standing`;
  const read = redisScript(redis.client, READ);
  const change = redisScript(redis.client, CHANGE);
  const self = word();
  const known = lru<Known>(MAX_CONNECTIONS);
  /** Connections by the name that Redis knows them under, for what it tells us. */
  const named = lru<string>(MAX_CONNECTIONS);
  const asking = new Map<string, Promise<Standing>>();
  /** Of those that are asked for and not known yet, the ones that have changed meanwhile. */
  const overtaken = new Set<string>();
  /** What Redis has perhaps not heard. */
  const owed = lru<Map<Field, string>>(MAX_CONNECTIONS);
  const nameOf = (connectionId: string) => createHmac("sha256", key).update(connectionId).digest("base64url");
  const keyOf = (name: string) => `${prefix}standing/${name}`;

  const keep = (connectionId: string, facts: { epoch: string; written: string; toldAt: number; changes: number }) => {
    const partition = partitionOf(key, connectionId, facts.epoch);
    const entry = { ...facts, standing: { partition, written: facts.written, certain: true } };
    known.set(connectionId, entry);
    return entry;
  };

  /** @returns what was known before. */
  const changed = (connectionId: string, field: Field, value: string, by: "us" | "others"): Known | undefined => {
    const before = known.get(connectionId);
    if (before === undefined) {
      if (asking.has(connectionId)) overtaken.add(connectionId);
      return undefined;
    }
    if (field === "epoch") onRevoked(before.standing.partition);
    // What others change at the same time as we do may reach us in another order than Redis: it has the last word.
    const toldAt = by === "us" ? before.toldAt : -Infinity;
    keep(connectionId, { ...before, [field]: value, toldAt, changes: before.changes + 1 });
    return before;
  };

  const tell = async (connectionId: string, field: Field, value: string): Promise<boolean> => {
    const name = nameOf(connectionId);
    const told = await redis.ask(() => change([keyOf(name)], [field, value, KEEP_MS]));
    if (told !== undefined) channel.send(topic, { by: self, name, field, value } satisfies News);
    const debts = owed.get(connectionId);
    if (told === undefined) {
      owed.set(connectionId, new Map(debts).set(field, value));
      again ??= setTimeout(payAll, TELL_AGAIN_MS).unref();
    } else if (debts?.get(field) === value && debts.delete(field) && debts.size === 0) owed.delete(connectionId);
    return told !== undefined;
  };

  const payDebts = async (connectionId: string): Promise<boolean> => {
    for (const field of owed.get(connectionId)?.keys() ?? []) {
      // A new word: Redis may have had the other one, and a later one since. What was read under it must not be fresh again.
      const value = word();
      changed(connectionId, field, value, "us");
      owed.set(connectionId, new Map(owed.get(connectionId)).set(field, value));
      if (!(await tell(connectionId, field, value))) return false;
    }
    return true;
  };

  let again: NodeJS.Timeout | undefined;
  function payAll(): void {
    clearTimeout(again);
    again = owed.size > 0 && !redis.available ? setTimeout(payAll, TELL_AGAIN_MS).unref() : undefined;
    if (again !== undefined) return;
    // A copy: looking one up moves it in the list that is walked.
    for (const connectionId of Array.from(owed.keys())) void payDebts(connectionId);
  }

  const ask = async (connectionId: string): Promise<Standing> => {
    const name = nameOf(connectionId);
    named.set(name, connectionId);
    const paid = await payDebts(connectionId);
    const askedAt = performance.now();
    const changes = known.get(connectionId)?.changes ?? 0;
    overtaken.delete(connectionId);
    const fresh = paid ? await redis.ask(() => read([keyOf(name)], [word(), word(), KEEP_MS])) : undefined;
    const before = known.get(connectionId);
    if (!Array.isArray(fresh)) return uncertain(connectionId, before);
    const [epoch, written] = fresh as [string, string];
    // A change came while the answer was on its way: nobody knows which of them is newer.
    if (overtaken.has(connectionId) || (before?.changes ?? changes) !== changes) return ask(connectionId);
    if (before !== undefined && before.epoch !== epoch) onRevoked(before.standing.partition);
    return keep(connectionId, { epoch, written, toldAt: askedAt, changes }).standing;
  };

  /** A word of its own: nothing that is kept was read under it, and nothing will be. */
  const uncertain = (connectionId: string, before: Known | undefined): Standing => ({
    partition: (before ?? keep(connectionId, { epoch: word(), written: word(), toldAt: -Infinity, changes: 0 }))
      .standing.partition,
    written: word(),
    certain: false,
  });

  const stopListening = channel.listen(topic, (message) => {
    const { by, name, field, value } = message as News;
    const connectionId = by === self ? undefined : named.get(name);
    if (connectionId !== undefined) changed(connectionId, field, value, "others");
  });
  redis.client.on("ready", payAll);

  return {
    of(connectionId) {
      const now = performance.now();
      const current = known.get(connectionId);
      if (current !== undefined && now - current.toldAt < LEASE_MS) return current.standing;
      let answer = asking.get(connectionId);
      if (answer === undefined) {
        answer = ask(connectionId).finally(() => asking.delete(connectionId));
        asking.set(connectionId, answer);
      }
      return answer;
    },
    async wrote(connectionId) {
      const value = word();
      changed(connectionId, "written", value, "us");
      await tell(connectionId, "written", value);
    },
    async revoke(connectionId) {
      const value = word();
      const before = changed(connectionId, "epoch", value, "us");
      await tell(connectionId, "epoch", value);
      return before?.standing.partition;
    },
    close() {
      redis.client.off("ready", payAll);
      clearTimeout(again);
      stopListening();
    },
  };
}

const word = () => randomBytes(9).toString("base64url");
