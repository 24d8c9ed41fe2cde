import { describe, expect, test } from "vitest";
import type { Store } from "../store.ts";
import type { TestClock } from "./clock.ts";

/** What drivers promise where many write at once, and where names and values are not what one would like. */
export function clusterContract(name: string, setUp: () => { clock: TestClock; store: Store }): void {
  describe(`${name}: many at once`, () => {
    test("of a hundred that claim ten keys, ten get one each", async () => {
      const { store } = setUp();
      const claims = Array.from({ length: 100 }, (_, at) => store.claim(`claim/${at % 10}`, 60_000, `owner-${at}`));
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(10);
    });

    test("a counter that is swapped up by ten at once loses no step", async () => {
      const { store } = setUp();
      await store.set("counter", 0, Infinity);
      const count = async () => {
        for (let steps = 0; steps < 5;) {
          const before = (await store.get("counter")) as number;
          if (await store.swap("counter", before, before + 1)) steps += 1;
        }
      };
      await Promise.all(Array.from({ length: 10 }, count));
      expect(await store.get("counter")).toBe(50);
    });

    test("of those that set one key at once, the last one's lists hold it and no other's", async () => {
      const { store } = setUp();
      await Promise.all(Array.from({ length: 20 }, (_, at) => store.set("row", at, Infinity, [`list/${at}`])));
      const last = (await store.get("row")) as number;
      const lists = await Promise.all(Array.from({ length: 20 }, (_, at) => store.list(`list/${at}`)));
      expect(lists.flatMap((entries, at) => (entries.length > 0 ? [at] : []))).toEqual([last]);
    });

    test("two that delete overlapping lists at once both end, and each record is counted once", async () => {
      const { store } = setUp();
      for (let at = 0; at < 40; at += 1) await store.set(`row/${at}`, at, Infinity, ["one", "other"]);
      const counts = await Promise.all([store.deleteAll("one"), store.deleteAll("other"), store.deleteAll("one")]);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
      expect([await store.list("one"), await store.list("other")]).toEqual([[], []]);
    });

    test("a record that is claimed, taken and deleted at once goes to one of them", async () => {
      const { store } = setUp();
      for (let round = 0; round < 10; round += 1) {
        const key = `row/${round}`;
        await store.set(key, "there", Infinity);
        const [taken, deleted, other] = await Promise.all([store.take(key), store.delete(key), store.take(key)]);
        expect([taken !== undefined, deleted, other !== undefined].filter(Boolean)).toHaveLength(1);
      }
    });
  });

  describe(`${name}: pages`, () => {
    test("walks 250 records in pages, each once, while others come and go and end", async () => {
      const { store, clock } = setUp();
      const keyOf = (at: number) => `page/${String(at).padStart(4, "0")}`;
      for (let at = 0; at < 250; at += 1) await store.set(keyOf(at), at, at % 5 === 0 ? 1_000 : Infinity, ["walk"]);
      clock.advance(1_000);
      const seen: unknown[] = [];
      for (let after = ""; ;) {
        const page = await store.list("walk", { after, limit: 30 });
        seen.push(...page.map(({ value }) => value));
        const last = page.at(-1);
        if (last === undefined) break;
        after = last.key;
        await store.delete(last.key);
        await store.set("page/", "before all", Infinity, ["walk"]);
      }
      expect(seen).toEqual(Array.from({ length: 250 }, (_, at) => at).filter((at) => at % 5 !== 0));
    });

    test("gives a hundred unless told otherwise, in the order of bytes", async () => {
      const { store } = setUp();
      const keys = ["Z", "a", "z", "é", "ｚ", "😀", "10", "2", "a/b", "a b"];
      for (const key of keys) await store.set(key, key, Infinity, ["all"]);
      for (let at = 0; at < 101; at += 1) await store.set(`~${at}`, at, Infinity, ["many"]);
      const inOrder = keys.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
      expect((await store.list("all")).map(({ key }) => key)).toEqual(inOrder);
      expect(await store.list("many")).toHaveLength(100);
    });
  });

  describe(`${name}: odd names and values`, () => {
    const odd = [
      "a:b/c\\d",
      "' OR 1=1 --",
      '"; DROP TABLE record; --',
      "%_*?[a-z]",
      "$1 :key @key ${key}",
      "line\nbreak\ttab\r",
      "ünïcödé 😀 \u202E",
      "__proto__",
      "constructor",
      "(a",
      "[a",
      " ",
      "k".repeat(900),
    ];

    test("keys, lists and values of any text are kept apart", async () => {
      const { store } = setUp();
      for (const text of odd) await store.set(text, { [text]: text }, Infinity, [text]);
      for (const text of odd) {
        expect(await store.get(text)).toEqual({ [text]: text });
        expect(await store.list(text)).toEqual([{ key: text, value: { [text]: text } }]);
        expect(await store.claim(text, 1)).toBe(false);
        expect(await store.deleteAll(text)).toBe(1);
      }
    });

    test("values keep what JSON can say: NUL, lone surrogates, deep and large ones, the empty text", async () => {
      const { store } = setUp();
      const values = ["", 0, false, null, [], "\0 \uD800 \u2028", { big: "x".repeat(2_000_000) }, 1e300, -0.1];
      for (const [at, value] of values.entries()) await store.set(`value/${at}`, value, 60_000);
      for (const [at, value] of values.entries()) expect(await store.get(`value/${at}`)).toEqual(value);
      let deep: unknown = "bottom";
      for (let level = 0; level < 500; level += 1) deep = { deep };
      await store.set("deep", deep, 60_000);
      expect(await store.get("deep")).toEqual(deep);
    });

    test("refuses keys and values that some driver would make something else of", async () => {
      const { store } = setUp();
      for (const key of ["a\0b", "\uD800", "k".repeat(1_001)]) {
        await expect(store.set(key, 1, 1_000)).rejects.toThrow(TypeError);
        await expect(store.get(key)).rejects.toThrow(TypeError);
        await expect(store.set("good", 1, 1_000, [key])).rejects.toThrow(TypeError);
      }
      await expect(store.set("good", undefined, 1_000)).rejects.toThrow(TypeError);
      expect(await store.get("good")).toBeUndefined();
    });

    test("a life of nothing, or less, is over at once; fractions of a millisecond count up", async () => {
      const { store, clock } = setUp();
      await store.set("a", 1, Infinity, ["all"]);
      await store.set("a", 2, 0, ["all"]);
      await store.set("b", 2, -5, ["all"]);
      await store.set("c", 3, 0.2, ["all"]);
      expect([await store.get("a"), await store.get("b"), await store.get("c")]).toEqual([undefined, undefined, 3]);
      clock.advance(1);
      expect(await store.list("all")).toEqual([]);
      expect(await store.claim("a", 1_000)).toBe(true);
    });
  });
}
