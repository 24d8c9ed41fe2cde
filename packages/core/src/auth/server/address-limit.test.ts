import { beforeEach, describe, expect, test } from "vitest";
import { createAddressLimit, type AddressLimit } from "./address-limit.ts";

let now: number;
let limit: AddressLimit;
beforeEach(() => {
  now = 1_000_000;
  limit = createAddressLimit({ burst: 3, perMs: 1_000, now: () => now });
});
const take = (address: string, times: number) => Array.from({ length: times }, () => limit.take(address));

test("an address has its share at once, and then one at a time", () => {
  expect(take("192.0.2.1", 5)).toEqual([true, true, true, false, false]);
  now += 1_000;
  expect(take("192.0.2.1", 2)).toEqual([true, false]);
  now += 60_000;
  expect(take("192.0.2.1", 4)).toEqual([true, true, true, false]);
});

test("others have theirs", () => {
  take("192.0.2.1", 9);
  expect(limit.take("192.0.2.2")).toBe(true);
});

describe("what counts as one address", () => {
  test.each([
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"],
    ["2001:DB8:1:2:0:0:0:1", "2001:db8:0001:0002::"],
    ["fe80::1%eth0", "fe80::2%eth1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
  ])("%s and %s", (one, other) => {
    take(one, 3);
    expect(limit.take(other)).toBe(false);
  });

  test.each([
    ["2001:db8:1:2::1", "2001:db8:1:3::1"],
    ["192.0.2.1", "192.0.2.2"],
    ["::ffff:192.0.2.1", "::ffff:192.0.2.2"],
    ["::1", "1::"],
  ])("not %s and %s", (one, other) => {
    take(one, 3);
    expect(limit.take(other)).toBe(true);
  });
});
