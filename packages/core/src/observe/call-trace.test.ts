import { describe, expect, test } from "vitest";
import { createCallTrace, type EndedTrace } from "./call-trace.ts";

const mark = {
  method: "GET",
  host: "vendor.example",
  status: 200,
  durationMs: 5,
  attempt: 0,
  cached: "none",
  requestId: "v-1",
};

function ended() {
  const found: EndedTrace[] = [];
  const trace = createCallTrace({ begin: () => ({ traceId: "t-1", end: (each) => void found.push(each) }) });
  return { trace, found };
}

test("a stage ends where the next begins", () => {
  const { trace, found } = ended();
  trace.follow({ parent: undefined, link: undefined });
  trace.enter("input");
  trace.enter("run");
  trace.vendor(mark);
  trace.enter("reply");
  trace.end();
  const [{ stages, vendor, endMs }] = found as [EndedTrace];
  expect(stages.map(({ name }) => name)).toEqual(["input", "run", "reply"]);
  expect(stages.map(({ endMs: end }) => end)).toEqual([stages[1]?.startMs, stages[2]?.startMs, endMs]);
  expect(vendor).toEqual([{ stage: 1, endMs: expect.any(Number), mark }]);
});

test("several steps of one stage are one", () => {
  const { trace } = ended();
  for (const name of ["policy", "policy", "input", "policy"]) trace.enter(name);
  expect(Object.keys(trace.timing())).toEqual(["policy", "input"]);
});

test("a request that was never read is no trace", () => {
  const { trace, found } = ended();
  trace.enter("guards");
  trace.end();
  expect([trace.traceId, found]).toEqual([undefined, []]);
});

test("whoever asks the vendor for ever fills no memory", () => {
  const { trace, found } = ended();
  trace.follow({ parent: undefined, link: undefined });
  trace.enter("run");
  for (let count = 0; count < 1_000; count += 1) trace.vendor(mark);
  trace.end();
  expect([found[0]?.vendor.length, found[0]?.dropped]).toEqual([256, 744]);
});

describe("without a writer", () => {
  test("there are times, and no id", () => {
    const trace = createCallTrace(undefined);
    trace.follow({ parent: undefined, link: undefined });
    trace.enter("run");
    trace.describe({ tool: "get_issue" });
    trace.end();
    expect(trace.traceId).toBeUndefined();
    expect(trace.timing()).toEqual({ run: expect.any(Number) });
    expect(trace.facts).toEqual({ tool: "get_issue" });
  });
});
