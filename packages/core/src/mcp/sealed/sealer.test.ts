import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSealer, fingerprint } from "./sealer.ts";

const secret = randomBytes(32);

describe("a sealed value", () => {
  test("opens with the same secret, purpose and binding, on any replica", () => {
    const sealed = createSealer([secret]).seal("cursor", { page: 2 }, { ttlMs: 1000, binding: "a" });
    expect(createSealer([secret]).open("cursor", sealed, "a")).toEqual({ value: { page: 2 } });
  });

  test("opens for nobody else", () => {
    const sealer = createSealer([secret]);
    const sealed = sealer.seal("cursor", 1, { ttlMs: 1000, binding: "a" });
    expect(sealer.open("state", sealed, "a")).toBeUndefined();
    expect(sealer.open("cursor", sealed, "b")).toBeUndefined();
    expect(createSealer([randomBytes(32)]).open("cursor", sealed, "a")).toBeUndefined();
  });

  test("opens with an earlier secret too, which seals nothing any more", () => {
    const [next, other] = [randomBytes(32), randomBytes(32)];
    const rotated = createSealer([next, other, secret]);
    for (const purpose of ["cursor", "state", "session", "task"] as const) {
      const before = createSealer([secret]).seal(purpose, { page: 2 }, { ttlMs: 60_000, binding: "a" });
      expect(rotated.open(purpose, before, "a")).toEqual({ value: { page: 2 } });
      expect(rotated.open(purpose, before, "b")).toBeUndefined();
      const after = rotated.seal(purpose, 3, { ttlMs: 60_000 });
      expect(createSealer([next]).open(purpose, after)).toEqual({ value: 3 });
      expect(createSealer([other, secret]).open(purpose, after)).toBeUndefined();
    }
  });

  test("of an earlier secret ends with its time", () => {
    let now = 0;
    const before = createSealer([secret], () => now).seal("session", 1, { ttlMs: 10 });
    const rotated = createSealer([randomBytes(32), secret], () => now);
    now = 9;
    expect(rotated.open("session", before)).toEqual({ value: 1 });
    now = 10;
    expect(rotated.open("session", before)).toBeUndefined();
  });

  test("ends with its time", () => {
    let now = 0;
    const sealer = createSealer([secret], () => now);
    const sealed = sealer.seal("session", 1, { ttlMs: 10 });
    now = 9;
    expect(sealer.open("session", sealed)).toEqual({ value: 1 });
    now = 10;
    expect(sealer.open("session", sealed)).toBeUndefined();
  });

  test("cannot be changed or made up", () => {
    const sealer = createSealer([secret]);
    const sealed = sealer.seal("cursor", 1, { ttlMs: 60_000 });
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom(...Array.from("ABCxyz019-_")), (at, letter) => {
        const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
        return changed === sealed || sealer.open("cursor", changed) === undefined;
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => sealer.open("cursor", text) === undefined));
    for (const same of [`${sealed}=`, `${sealed}!`, ` ${sealed}`, sealed.replaceAll("-", "+").replaceAll("_", "/")]) {
      expect(same === sealed ? undefined : sealer.open("cursor", same)).toBeUndefined();
    }
  });
});

test("a fingerprint does not depend on the order of keys, and does on every value", () => {
  expect(fingerprint({ a: 1, b: [2, { c: 3 }] })).toBe(fingerprint({ b: [2, { c: 3 }], a: 1 }));
  expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: "1" }));
});
