import { expect, test } from "vitest";
import type { AuditResult } from "./event.ts";
import { toOcsf } from "./ocsf.ts";
import { eventOf } from "./testing/events.ts";
import { chainOf } from "./testing/sink-contract.ts";

const statusOf = (result: AuditResult | undefined) =>
  chainOf("main", [eventOf({ result })]).map(toOcsf)[0]?.["status_id"];

test.each([
  ["ok", 1],
  ["input_required", 1],
  ["task", 1],
  ["denied", 2],
  ["tool_error", 2],
  ["unknown", 0],
] as const)("%s is the status %i of OCSF", (status, expected) => {
  expect(statusOf({ status })).toBe(expected);
});

test("what has only begun has no status yet", () => {
  expect(statusOf(undefined)).toBe(0);
});
