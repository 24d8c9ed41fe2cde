import { StoreError } from "./store-error.ts";
import type { Channel } from "./channel.ts";
import { inTime, LATE } from "./in-time.ts";
import { lru } from "./lru.ts";
import type { Store } from "./store.ts";

/** Some 30 MB at the most: four for each of 5,000 clients. */
const MAX_RECORDS = 20_000;
/** How long the store's word counts while it cannot be asked again, in milliseconds. */
const BELIEVED_MS = 60_000;
/** How long a record is waited for that is remembered. */
const PATIENCE_MS = 1_000;
/** The channel carries messages now: asked again after this long. */
const HEARD_MS = 1_000;
/** Nothing is recalled once the channel has been silent for so long: others' changes would not be heard. */
const DEAF_MS = 5_000;
const TOPIC = "forget";

/** Records that are remembered. */
export interface RememberedKind {
  /** What their keys begin with. */
  prefix: string;
  /** The list of theirs that is ever deleted as a whole. */
  listOf?(value: never): string | undefined;
}

/** A store, and what is remembered of it. */
export interface RememberingStore {
  /** The store. What is written through it is forgotten on every replica. */
  store: Store;
  /** The same, but its `get` goes by what is remembered while the store does not answer. Nothing may be written for it. */
  recalling: Store;
  close(): void;
}

interface Remembered {
  /** As JSON: nobody who was given the record can change what is remembered of it. */
  json: string;
  list: string | undefined;
  /** When the store was asked for it. */
  atMs: number;
}

/** What replicas tell each other. */
type Forgotten = { key: string } | { list: string };

/**
 * Bridges a short outage of the store for reads. Whoever can have the store's answer goes by it: nothing is recalled that
 * the store, asked at this moment, would say otherwise. While it is away, a record is believed for a minute after the store
 * last gave it, for as long as messages of other replicas would be heard; a change, theirs or ours, drops it at once, and a
 * gap in the messages drops everything.
 *
 * @param options.now a clock that never goes back, in milliseconds
 */
export function rememberingStore(
  store: Store,
  options: { channel: Channel; kinds: readonly RememberedKind[]; patienceMs?: number; now?: () => number },
): RememberingStore {
  const { channel, kinds, patienceMs = PATIENCE_MS, now = () => performance.now() } = options;
  const records = lru<Remembered>(MAX_RECORDS);
  /** Who asked last for a record. Its answer is out of date when the record has changed meanwhile. */
  const asking = new Map<string, symbol>();
  const kindOf = (key: string) => kinds.find(({ prefix }) => key.startsWith(prefix));

  const forget = (what: Forgotten) => {
    if ("key" in what) {
      asking.delete(what.key);
      records.delete(what.key);
      return;
    }
    asking.clear();
    // A copy: what is deleted moves what is walked.
    for (const [key, { list }] of Array.from(records.entries())) if (list === what.list) records.delete(key);
  };
  const forgetAll = () => {
    asking.clear();
    records.clear();
  };
  /** Whatever became of the write: it may have been done. */
  const changing = async <Result>(what: Forgotten, write: () => Promise<Result>): Promise<Result> => {
    try {
      return await write();
    } finally {
      if ("list" in what || kindOf(what.key) !== undefined) {
        forget(what);
        channel.send(TOPIC, what);
      }
    }
  };

  let hangs = false;
  async function ask(key: string, { listOf }: RememberedKind): Promise<unknown> {
    const [self, atMs] = [Symbol(key), now()];
    asking.set(key, self);
    try {
      const value = await store.get(key);
      hangs = false;
      if (asking.get(key) !== self) return value;
      if (value === undefined) records.delete(key);
      else records.set(key, { json: JSON.stringify(value), list: listOf?.(value as never), atMs });
      return value;
    } finally {
      if (asking.get(key) === self) asking.delete(key);
    }
  }

  let heardAtMs = -Infinity;
  let hearing: Promise<void> | undefined;
  const hear = async () => {
    const atMs = now();
    if (await channel.reaches()) heardAtMs = atMs;
  };
  const hears = async () => {
    if (now() - heardAtMs < HEARD_MS) return true;
    await (hearing ??= hear().finally(() => (hearing = undefined)));
    return now() - heardAtMs < DEAF_MS;
  };
  const remembered = (key: string): Remembered | undefined => {
    const record = records.get(key);
    return record !== undefined && now() - record.atMs < BELIEVED_MS ? record : undefined;
  };
  async function recalled(key: string, outage: StoreError): Promise<unknown> {
    const record = (await hears()) ? remembered(key) : undefined;
    if (record === undefined) throw outage;
    return JSON.parse(record.json);
  }

  let trying: Promise<unknown> | undefined;
  async function recall(key: string): Promise<unknown> {
    const kind = kindOf(key);
    if (kind === undefined) return store.get(key);
    if (remembered(key) === undefined) return ask(key, kind);
    if (hangs) {
      // One tries whether it is back; nobody waits for that.
      trying ??= inTime(ask(key, kind), patienceMs)
        .catch(() => (hangs = false))
        .finally(() => (trying = undefined));
      return recalled(key, lateAnswer());
    }
    try {
      const answer = await inTime(ask(key, kind), patienceMs);
      if (answer !== LATE) return answer;
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== "unavailable") throw error;
      return recalled(key, error);
    }
    hangs = true;
    return recalled(key, lateAnswer());
  }

  const stops = [channel.listen(TOPIC, (message) => forget(message as Forgotten)), channel.onGap(forgetAll)];
  const telling: Store = {
    ...store,
    claim: (key, ttlMs, owner) => changing({ key }, () => store.claim(key, ttlMs, owner)),
    release: (key, owner) => changing({ key }, () => store.release(key, owner)),
    set: (key, value, ttlMs, indexes) => changing({ key }, () => store.set(key, value, ttlMs, indexes)),
    take: (key) => changing({ key }, () => store.take(key)),
    swap: (key, before, after) => changing({ key }, () => store.swap(key, before, after)),
    delete: (key) => changing({ key }, () => store.delete(key)),
    deleteAll: (list) => changing({ list }, () => store.deleteAll(list)),
  };
  return {
    store: telling,
    recalling: { ...telling, get: recall },
    close() {
      for (const stop of stops) stop();
      forgetAll();
    },
  };
}

function lateAnswer(): StoreError {
  return new StoreError("unavailable", "The database does not answer in time. Try again in a moment.");
}
