import type { Redis } from "ioredis";
import { explainRedis } from "./explain-redis.ts";
import { guardedStore, toJson } from "./guarded-store.ts";
import * as lua from "./redis-lua.ts";
import { redisScript } from "./redis-script.ts";
import type { Store } from "./store.ts";

/** With a clock of the caller's, Redis must not be faster than that one. */
const SLACK_MS = 600_000;

export interface RedisStoreOptions {
  /** What every key begins with. */
  prefix: string;
  /** Milliseconds since the epoch. Default: Redis's own clock, so that replicas whose clocks differ agree. */
  now?: (() => number) | undefined;
}

/** Keeps records in Redis: for what is fast and may be lost. */
export function redisStore(redis: Redis, { prefix, now }: RedisStoreOptions): Store {
  const records = `${prefix}:record:`;
  const lists = `${prefix}:list:`;
  const prepare = (source: string, place: string) => {
    const run = redisScript(redis, source);
    return (name: string, ...args: (string | number)[]) =>
      run([place + name], [records, lists, now === undefined ? "" : now(), now === undefined ? 0 : SLACK_MS, ...args]);
  };
  const claim = prepare(lua.CLAIM, records);
  const release = prepare(lua.RELEASE, records);
  const get = prepare(lua.GET, records);
  const set = prepare(lua.SET, records);
  const take = prepare(lua.TAKE, records);
  const swap = prepare(lua.SWAP, records);
  const remove = prepare(lua.DELETE, records);
  const list = prepare(lua.LIST, lists);
  const removeListed = prepare(lua.DELETE_ALL, lists);

  const life = (ttlMs: number) => (ttlMs === Infinity ? "" : Math.ceil(ttlMs));
  const valueOf = (json: unknown): unknown => (typeof json === "string" ? JSON.parse(json) : undefined);
  const store: Store = {
    claim: async (key, ttlMs, owner = "") => (await claim(key, toJson(owner), life(ttlMs))) === 1,
    release: async (key, owner) => (await release(key, toJson(owner))) === 1,
    get: async (key) => valueOf(await get(key)),
    async set(key, value, ttlMs, indexes = []) {
      await set(key, toJson(value), life(ttlMs), JSON.stringify(indexes));
    },
    take: async (key) => valueOf(await take(key)),
    swap: async (key, before, after) => (await swap(key, JSON.stringify(before), toJson(after))) === 1,
    delete: async (key) => (await remove(key)) === 1,
    async list(name, { after = "", limit = 100 } = {}) {
      const flat = (await list(name, after, limit)) as string[];
      return flat.flatMap((key, at) => (at % 2 === 0 ? [{ key, value: valueOf(flat[at + 1]) }] : []));
    },
    deleteAll: async (name) => Number(await removeListed(name)),
  };
  return guardedStore(store, explainRedis);
}
