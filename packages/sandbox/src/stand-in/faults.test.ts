import { expect, test } from "vitest";

import { createFaults, pathTest } from "./faults.ts";

test("globs stay within a segment with one star and cross with two", () => {
  expect(pathTest("/repos/*/*/issues")("/repos/harbor/docs/issues")).toBe(true);
  expect(pathTest("/repos/*/issues")("/repos/harbor/docs/issues")).toBe(false);
  expect(pathTest("/repos/**")("/repos/harbor/docs/issues/4")).toBe(true);
  expect(pathTest("/a.b")("/aXb")).toBe(false);
});

test("a fault hits as often as it says, for the method and person it names, oldest first", () => {
  const faults = createFaults();
  faults.add({ method: "post", path: "/x", times: 2, effect: { status: 502 } });
  const stop = faults.add({ path: "/x", login: "trenn", times: 9, effect: { delayMs: 1 } });
  const take = (method: string, login?: string) => faults.take({ method, path: "/x", login });
  expect(take("GET")).toBeUndefined();
  expect(take("POST", "trenn")).toEqual({ status: 502 });
  expect(take("POST")).toEqual({ status: 502 });
  expect(take("POST")).toBeUndefined();
  expect(take("GET", "trenn")).toEqual({ delayMs: 1 });
  stop();
  expect(take("GET", "trenn")).toBeUndefined();
});
