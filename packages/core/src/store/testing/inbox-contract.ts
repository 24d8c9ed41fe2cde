import { expect, test } from "vitest";
import type { Inbox } from "../inbox.ts";
import { testClock } from "./clock.ts";

const DAY_MS = 24 * 60 * 60_000;

/** What every driver promises. */
export function inboxContract(name: string, open: (now: () => number) => Promise<Inbox>): void {
  const setUp = async () => {
    const clock = testClock();
    return { clock, inbox: await open(clock.now) };
  };
  const of = (...ids: string[]) => ids.map((id) => ({ id, content: `about ${id}` }));

  test(`${name}: a delivery is taken once, for as long as its id is known`, async () => {
    const { clock, inbox } = await setUp();
    expect(await inbox.add("t/a", of("1", "2"), DAY_MS)).toEqual(new Set(["1", "2"]));
    expect(await inbox.add("t/a", of("2", "3"), DAY_MS)).toEqual(new Set(["3"]));
    expect(await inbox.add("t/b", of("2"), DAY_MS)).toEqual(new Set(["2"]));
    await inbox.done("t/a", ["1", "2", "3"]);
    clock.advance(DAY_MS - 1);
    expect(await inbox.add("t/a", of("1"), DAY_MS)).toEqual(new Set());
    clock.advance(1);
    expect(await inbox.add("t/a", of("1"), DAY_MS)).toEqual(new Set(["1"]));
    expect(await inbox.open("t/a", ["1"])).toEqual(of("1"));
  });

  test(`${name}: of many who add the same at the same time, one has it`, async () => {
    const { inbox } = await setUp();
    for (let round = 0; round < 20; round += 1) {
      const ids = Array.from({ length: 5 }, (_, index) => `${round}-${index}`);
      const taken = await Promise.all(
        [ids, ids.toReversed(), ids, ids.toReversed()].map((each) => inbox.add("t/a", of(...each), DAY_MS)),
      );
      expect(taken.flatMap((each) => [...each]).toSorted()).toEqual(ids);
    }
  });

  test(`${name}: what is done keeps nothing but its id`, async () => {
    const { inbox } = await setUp();
    await inbox.add("t/a", of("1", "2"), DAY_MS);
    expect((await inbox.open("t/a", ["1", "2", "9"])).toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
      of("1", "2"),
    );
    await inbox.done("t/a", ["1"]);
    await inbox.done("t/b", ["2"]);
    expect(await inbox.open("t/a", ["1", "2"])).toEqual(of("2"));
    expect(await inbox.add("t/a", of("1"), DAY_MS)).toEqual(new Set());
  });

  test(`${name}: what nobody does is found, the oldest first; what has expired is forgotten`, async () => {
    const { clock, inbox } = await setUp();
    for (const id of ["1", "2", "3"]) {
      await inbox.add("t/a", of(id), DAY_MS);
      clock.advance(1_000);
    }
    await inbox.done("t/a", ["2"]);
    expect(await inbox.overdue("t/a", clock.now() - 500, 10)).toEqual(["1", "3"]);
    expect(await inbox.overdue("t/a", clock.now() - 500, 1)).toEqual(["1"]);
    expect(await inbox.overdue("t/a", clock.now() - 1_500, 10)).toEqual(["1"]);
    expect(await inbox.overdue("t/b", clock.now(), 10)).toEqual([]);
    expect(await inbox.sweep()).toBe(0);
    clock.advance(DAY_MS);
    expect(await inbox.sweep()).toBe(3);
    expect(await inbox.open("t/a", ["1", "3"])).toEqual([]);
  });
}
