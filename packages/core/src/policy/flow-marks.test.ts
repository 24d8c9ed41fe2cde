import { expect, test } from "vitest";
import { memoryStore, StoreError } from "../store/index.ts";
import { createFlowMarks } from "./flow-marks.ts";

const MINUTE = 60_000;

function setUp() {
  const clock = { ms: Date.UTC(2026, 10, 29, 12) };
  const now = () => clock.ms;
  const store = memoryStore({ now });
  return { marks: createFlowMarks(store, { now }), clock, store };
}

test("all that was read within half an hour is told, the latest first, however their names are ordered", async () => {
  const { marks, clock } = setUp();
  const name = (at: number) => `room/${String(at).padStart(4, "0")}`;
  await marks.note("c1", ["zoo/private"]);
  for (let at = 0; at < 1_200; at += 150) {
    clock.ms += MINUTE;
    await marks.note(
      "c1",
      Array.from({ length: 150 }, (_, row) => name(at + row)),
    );
  }
  const read = await marks.of("c1");
  expect(read).toHaveLength(1_201);
  expect(read.at(-1)).toBe("zoo/private");
  expect(Number(read[0]?.slice(5))).toBeGreaterThanOrEqual(1_050);
  clock.ms += 30 * MINUTE - 8 * MINUTE;
  expect(await marks.of("c1")).not.toContain("zoo/private");
  expect(await marks.of("c1")).toContain(name(0));
  expect(await marks.of("c2")).toEqual([]);
});

test("what was read while the store was away still counts when it is back", async () => {
  const { marks, clock, store } = setUp();
  const { set, list } = store;
  store.set = store.list = async () => {
    throw new StoreError("unavailable", "Redis is away.");
  };
  await marks.note("c1", ["attic/private"]);
  expect(await marks.of("c1")).toEqual(["attic/private"]);
  Object.assign(store, { set, list });
  clock.ms += MINUTE;
  await marks.note("c1", ["hall/board"]);
  expect(await marks.of("c1")).toEqual(["hall/board", "attic/private"]);
});

test("what is known to be open is told again once it was read again", async () => {
  const { marks, clock } = setUp();
  await marks.note("c1", ["attic/a", "attic/b"]);
  clock.ms += 1_000;
  marks.noteOpen("c1", "attic/a");
  expect(await marks.of("c1")).toEqual(["attic/b"]);
  clock.ms += 1_000;
  await marks.note("c1", ["attic/a"]);
  expect(await marks.of("c1")).toEqual(["attic/a", "attic/b"]);
});
