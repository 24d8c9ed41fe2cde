import * as fc from "fast-check";
import { expect, test } from "vitest";
import { changedSet } from "./changed-set.ts";

test.each([
  [{ all: ["bug", "cart"] }, ["bug", "cart"]],
  [{ add: ["cart"] }, ["bug", "docs", "cart"]],
  [{ remove: ["Docs"] }, ["bug"]],
  [{ add: ["cart"], remove: ["bug", "missing"] }, ["docs", "cart"]],
  [{ all: [] }, []],
])("bug, docs with %j", (change, after) => expect(changedSet(["bug", "docs"], change)).toEqual(after));

test("what changes nothing is nothing", () => {
  for (const change of [{}, { add: ["BUG"] }, { remove: ["cart"] }, { all: ["docs", "bug"] }]) {
    expect(changedSet(["bug", "docs"], change)).toBeUndefined();
  }
});

test("changing twice is changing once", () => {
  const names = fc.uniqueArray(fc.constantFrom<string>("a", "b", "c", "d", "e"));
  fc.assert(
    fc.property(names, names, names, (present, add, remove) => {
      const once = changedSet(present, { add, remove }) ?? present;
      expect(changedSet(once, { add, remove })).toBeUndefined();
      expect(once.filter((name) => remove.includes(name))).toEqual([]);
    }),
  );
});
