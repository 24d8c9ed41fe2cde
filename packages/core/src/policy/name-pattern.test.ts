import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { namePattern } from "./name-pattern.ts";

describe("a pattern", () => {
  test.each([
    ["acme/shop", "acme/shop", true],
    ["acme/shop", "Acme/Shop", true],
    ["acme/shop", "acme/shop2", false],
    ["acme/*", "acme/shop", true],
    ["acme/*", "acme/", true],
    ["acme/*", "acme/team/shop", false],
    ["acme/*", "acme-evil/shop", false],
    ["acme/*-docs", "acme/shop-docs", true],
    ["acme/*-docs", "acme/docs", false],
    ["a*b*c/*", "axxbyyc/z", true],
    ["a*b*c/*", "acb/z", false],
    ["*/docs", "acme/docs", true],
    ["**", "acme/team/shop", true],
    ["acme/**", "acme/team/shop", true],
    ["acme/**", "acme/shop", true],
    ["acme/**/shop", "acme/a/b/shop", true],
    ["acme/**/shop", "acme/shop", true],
    ["acme/**/shop", "acme/shop/x", false],
    ["**/a/**/b", "x/a/y/a/b/z/b", true],
    ["**/a/**/b", "x/b/y/a", false],
    ["acme/**/**", "acme", true],
    ["**/shop/**", "acme/shops", false],
    ["acme.shop/*", "acmexshop/y", false],
    ["aa*aa", "aaa", false],
  ])("%s on %s: %s", (pattern, name, expected) => {
    expect(namePattern(pattern).matches(name)).toBe(expected);
  });

  test("of a name alone matches that name and no other", () => {
    const name = fc.stringMatching(/^[a-z0-9_.-]{1,8}\/[a-z0-9_.-]{1,8}$/);
    fc.assert(
      fc.property(name, name, (wanted, given) => namePattern(wanted).matches(given) === (wanted === given)),
      { seed: 1 },
    );
  });

  test("what it matches, it lets begin", () => {
    const part = fc.stringMatching(/^(\*{1,2}|[ab*]{1,4})$/);
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const name = fc.array(fc.stringMatching(/^[ab]{1,4}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(pattern, name, fc.nat(4), (written, segments, length) => {
        const { matches, mayBegin } = namePattern(written);
        return !matches(segments.join("/")) || length >= segments.length || mayBegin(segments.slice(0, length));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  test("matches as its definition says, however many double stars it has", () => {
    const defined = (parts: readonly string[], segments: readonly string[]): boolean => {
      const [part, ...rest] = parts;
      if (part === undefined) return segments.length === 0;
      if (part === "**") return [...segments, ""].some((_, skip) => defined(rest, segments.slice(skip)));
      return segments.length > 0 && (part === "*" || part === segments[0]) && defined(rest, segments.slice(1));
    };
    const parts = fc.array(fc.constantFrom("a", "b", "*", "**"), { minLength: 1, maxLength: 6 });
    const segments = fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, segments, (wanted, given) => {
        return namePattern(wanted.join("/")).matches(given.join("/")) === defined(wanted, given);
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });

  test("many double stars cost no more than the length of the name", () => {
    const { matches } = namePattern(`${"**/a/".repeat(80)}b`);
    const startedAt = performance.now();
    expect(matches("a/".repeat(240))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("many stars cost no more than the length of the name", () => {
    const { matches } = namePattern(`${"*a".repeat(100)}*b`);
    const startedAt = performance.now();
    expect(matches("a".repeat(500))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
