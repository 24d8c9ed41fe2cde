import * as fc from "fast-check";
import { expect, test } from "vitest";
import { quotaWindow, retryAfterMs } from "./retry-after.ts";

const at = Date.parse("2026-11-22T12:00:00Z");
const wait = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), at);
const reset = (headers: Record<string, string>) => quotaWindow(new Headers(headers), at)?.resetMs;

test("Retry-After in seconds, as a date, or nothing to go by", () => {
  expect(wait({ "retry-after": "7" })).toBe(7_000);
  expect(wait({ "retry-after": "0" })).toBe(0);
  expect(wait({ "retry-after": "Sun, 22 Nov 2026 12:00:30 GMT" })).toBe(30_000);
  expect(wait({ "retry-after": "Sun, 22 Nov 2026 11:00:00 GMT" })).toBe(0);
  expect(wait({ "retry-after": "soon" })).toBeUndefined();
  expect(wait({})).toBeUndefined();
});

test("dates are measured by the vendor's clock, however far off ours is", () => {
  fc.assert(
    fc.property(fc.integer({ min: -600_000, max: 600_000 }), fc.integer({ min: 0, max: 3_600 }), (skewMs, seconds) => {
      const vendorMs = Math.floor((at + skewMs) / 1_000) * 1_000;
      const date = new Date(vendorMs).toUTCString();
      const untilMs = vendorMs + seconds * 1_000;
      expect(wait({ date, "retry-after": new Date(untilMs).toUTCString() })).toBe(seconds * 1_000);
      const spent = { date, "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(untilMs / 1_000) };
      expect(reset(spent)).toBe(seconds * 1_000);
    }),
  );
});

test("a quota is full again at an epoch second, after seconds, or at a date", () => {
  expect(reset({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(at / 1_000 + 90) })).toBe(90_000);
  expect(reset({ "ratelimit-remaining": "0", "ratelimit-reset": "15" })).toBe(15_000);
  expect(reset({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-22T12:01:00Z" })).toBe(60_000);
  expect(
    quotaWindow(new Headers({ "ratelimit-remaining": "1", "ratelimit-limit": "60", "ratelimit-reset": "15" }), at),
  ).toEqual({
    remaining: 1,
    resetMs: 15_000,
    limit: 60,
  });
  expect(reset({ "x-ratelimit-remaining": "0" })).toBeUndefined();
  expect(reset({ "x-ratelimit-remaining": "", "x-ratelimit-reset": "15" })).toBeUndefined();
});
