import { describe, expect, test } from "vitest";
import { slideChanges } from "./slide-changes.ts";

/** Ids and marks of both sides, marked lines as negative numbers; returns the same after sliding. */
function slid(olds: readonly number[], news: readonly number[]): [number[], number[]] {
  const ids = [olds, news].map((side) => Int32Array.from(side, Math.abs));
  const marks = [olds, news].map((side) => Uint8Array.from(side, (id) => (id < 0 ? 1 : 0)));
  const [oldIds = new Int32Array(), newIds = new Int32Array()] = ids;
  const [removed = new Uint8Array(), added = new Uint8Array()] = marks;
  slideChanges(oldIds, newIds, { removed, added });
  return [
    Array.from(oldIds, (id, at) => (removed[at] === 1 ? -id : id)),
    Array.from(newIds, (id, at) => (added[at] === 1 ? -id : id)),
  ];
}

describe("slideChanges", () => {
  test("a run alone goes down to where the lines differ", () => {
    expect(slid([5, 1, 2, 1, 2, 3], [5, -1, -2, 1, 2, 1, 2, 3])).toEqual([
      [5, 1, 2, 1, 2, 3],
      [5, 1, 2, 1, 2, -1, -2, 3],
    ]);
    expect(slid([-1, 1, 1], [1, 1])).toEqual([
      [1, 1, -1],
      [1, 1],
    ]);
  });

  test("it takes runs of its own side along", () => {
    expect(slid([1, 1, 2], [-1, 1, -1, 1, 2])).toEqual([
      [1, 1, 2],
      [1, 1, -1, -1, 2],
    ]);
  });

  test("it stops beside a change of the other side, below or above", () => {
    expect(slid([1, -9, 1], [-1, 1, 1])).toEqual([
      [1, -9, 1],
      [1, -1, 1],
    ]);
    expect(slid([1, -9, 1, 1], [1, 1, 1, -1])).toEqual([
      [1, -9, 1, 1],
      [1, -1, 1, 1],
    ]);
    expect(slid([1, -9, 1, 2, 1, 2], [1, 1, 2, 1, 2, -1, -2])).toEqual([
      [1, -9, 1, 2, 1, 2],
      [1, -1, -2, 1, 2, 1, 2],
    ]);
  });

  test("a replacement stays", () => {
    expect(slid([-3, 1, 1], [-1, 1, 1])).toEqual([
      [-3, 1, 1],
      [-1, 1, 1],
    ]);
  });
});
