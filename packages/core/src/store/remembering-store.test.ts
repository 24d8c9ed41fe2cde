import { beforeEach, describe, expect, test } from "vitest";
import type { Channel } from "./channel.ts";
import { memoryStore } from "./memory-store.ts";
import { rememberingStore, type RememberingStore } from "./remembering-store.ts";
import { StoreError } from "./store-error.ts";
import type { Store } from "./store.ts";

const KINDS = [{ prefix: "token/", listOf: ({ grant }: { grant: string }) => `of/${grant}` }];
const PATIENCE_MS = 20;

type Way = "up" | "away" | "hangs" | "broken";

/** Replicas on one store, each with its own way to it and to the others. */
function replicas() {
  const shared = memoryStore();
  const clock = { ms: 1_000 };
  const all: { listeners: Set<(message: unknown) => void>; gaps: Set<() => void>; live: boolean }[] = [];
  return {
    clock,
    shared,
    add() {
      const line = { listeners: new Set<(message: unknown) => void>(), gaps: new Set<() => void>(), live: true };
      all.push(line);
      const channel: Channel = {
        send: (_topic, message) => {
          for (const { live, listeners } of all)
            if (live && line.live) for (const listener of listeners) listener(message);
        },
        listen: (_topic, listener) => (line.listeners.add(listener), () => void line.listeners.delete(listener)),
        onGap: (listener) => (line.gaps.add(listener), () => void line.gaps.delete(listener)),
        reaches: async () => line.live,
        ready: async () => {},
      };
      const way: { now: Way; held: (() => void)[]; asked: number } = { now: "up", held: [], asked: 0 };
      const through = async <Result>(work: () => Promise<Result>): Promise<Result> => {
        way.asked += 1;
        if (way.now === "away") throw new StoreError("unavailable", "away");
        if (way.now === "broken") throw new StoreError("broken", "broken");
        if (way.now === "hangs") await new Promise<void>((resolve) => way.held.push(resolve));
        return work();
      };
      const store: Store = {
        ...shared,
        get: (key) => through(() => shared.get(key)),
        set: (...args) => through(() => shared.set(...args)),
        delete: (key) => through(() => shared.delete(key)),
        deleteAll: (list) => through(() => shared.deleteAll(list)),
      };
      const now = () => clock.ms;
      const made = rememberingStore(store, { channel, kinds: KINDS, patienceMs: PATIENCE_MS, now });
      return {
        ...made,
        way,
        line,
        cut: () => void (line.live = false),
        mend() {
          line.live = true;
          for (const listener of line.gaps) listener();
        },
      };
    },
  };
}

const AWAY = expect.objectContaining({ code: "unavailable" }) as Error;
const read = (from: RememberingStore, key = "token/a") => from.recalling.get(key);

let house: ReturnType<typeof replicas>;
let here: ReturnType<ReturnType<typeof replicas>["add"]>;
let there: typeof here;
beforeEach(async () => {
  house = replicas();
  [here, there] = [house.add(), house.add()];
  for (const key of ["token/a", "token/b", "other/a"]) {
    await house.shared.set(key, { grant: key === "token/b" ? "g2" : "g1" }, Infinity, [
      key === "token/b" ? "of/g2" : "of/g1",
    ]);
  }
});

describe("while the store is away", () => {
  test("what was read before is read again, by whoever may recall it, and by nobody else", async () => {
    await read(here);
    here.way.now = "away";
    expect(await read(here)).toEqual({ grant: "g1" });
    await expect(here.store.get("token/a")).rejects.toEqual(AWAY);
    await expect(read(here, "token/b")).rejects.toEqual(AWAY);
  });

  test("only what is to be remembered is", async () => {
    await read(here, "other/a");
    here.way.now = "away";
    await expect(read(here, "other/a")).rejects.toEqual(AWAY);
  });

  test("nothing is believed longer than a minute after the store said so", async () => {
    await read(here);
    house.clock.ms += 50_000;
    await read(here);
    here.way.now = "away";
    house.clock.ms += 59_999;
    expect(await read(here)).toBeDefined();
    house.clock.ms += 1;
    await expect(read(here)).rejects.toEqual(AWAY);
  });

  test("a store that fails for good is not covered up", async () => {
    await read(here);
    here.way.now = "broken";
    await expect(read(here)).rejects.toThrow("broken");
  });

  test("what a reader was given is his: changing it changes nothing that is remembered", async () => {
    Object.assign((await read(here)) as object, { grant: "mine" });
    here.way.now = "away";
    Object.assign((await read(here)) as object, { grant: "mine" });
    expect(await read(here)).toEqual({ grant: "g1" });
  });

  test("a store that hangs is waited for once, and noticed when it is back", async () => {
    await read(here);
    here.way.now = "hangs";
    expect(await read(here)).toEqual({ grant: "g1" });
    const startedAt = performance.now();
    for (let at = 0; at < 20; at += 1) await read(here);
    expect(performance.now() - startedAt).toBeLessThan(10 * PATIENCE_MS);
    await house.shared.delete("token/a");
    here.way.now = "up";
    for (const answer of here.way.held) answer();
    await expect.poll(() => read(here)).toBeUndefined();
  });
});

describe("what was changed", () => {
  test("is never recalled while the store answers, message or none", async () => {
    await Promise.all([read(here), read(there)]);
    there.cut();
    await here.store.delete("token/a");
    expect([await read(here), await read(there)]).toEqual([undefined, undefined]);
  });

  test.each([
    ["deleted", () => here.store.delete("token/a")],
    ["deleted with its list", () => here.store.deleteAll("of/g1")],
    ["written anew", () => here.store.set("token/a", { grant: "g3" }, Infinity)],
  ])("%s on one replica is recalled on none, and the rest still is", async (_how, change) => {
    for (const replica of [here, there]) await Promise.all([read(replica), read(replica, "token/b")]);
    there.way.now = "away";
    await change();
    here.way.now = "away";
    for (const replica of [here, there]) {
      await expect(read(replica)).rejects.toEqual(AWAY);
      expect(await read(replica, "token/b")).toEqual({ grant: "g2" });
    }
  });

  test("is forgotten although nobody knows whether the change was made", async () => {
    await Promise.all([read(here), read(there)]);
    [here.way.now, there.way.now] = ["away", "away"];
    await expect(here.store.delete("token/a")).rejects.toEqual(AWAY);
    for (const replica of [here, there]) await expect(read(replica)).rejects.toEqual(AWAY);
  });

  test("while it was being read is not remembered as it was", async () => {
    there.way.now = "hangs";
    const old = house.shared.get("token/a");
    house.shared.get = () => old;
    const reading = read(there);
    await here.store.delete("token/a");
    for (const answer of there.way.held) answer();
    await reading;
    there.way.now = "away";
    await expect(read(there)).rejects.toEqual(AWAY);
  });
});

describe("while messages of other replicas do not arrive", () => {
  test("nothing is recalled that was not heard of lately", async () => {
    await read(here);
    here.way.now = "away";
    here.cut();
    await expect(read(here)).rejects.toEqual(AWAY);
  });

  test("it ends within five seconds", async () => {
    await read(here);
    here.way.now = "away";
    await read(here);
    here.cut();
    house.clock.ms += 4_999;
    expect(await read(here)).toEqual({ grant: "g1" });
    house.clock.ms += 1;
    await expect(read(here)).rejects.toEqual(AWAY);
  });

  test("and are heard again, everything is asked for anew", async () => {
    await Promise.all([read(here), read(there)]);
    there.cut();
    await here.store.delete("token/a");
    there.way.now = "away";
    there.mend();
    await expect(read(there)).rejects.toEqual(AWAY);
    there.way.now = "up";
    expect(await read(there)).toBeUndefined();
  });
});
