import { describe, expect, test } from "vitest";
import { traceParent } from "./trace-parent.ts";

const ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";

test("a traceparent is read, with its state", () => {
  expect(traceParent(`00-${ID}-${SPAN}-01`, "a=b")).toEqual({ traceId: ID, spanId: SPAN, sampled: true, state: "a=b" });
  expect(traceParent(`00-${ID}-${SPAN}-02`)).toMatchObject({ sampled: false, state: undefined });
  expect(traceParent(`cc-${ID}-${SPAN}-01-what-comes-later`)).toMatchObject({ traceId: ID });
});

test("a state longer than anybody must take is left out", () => {
  expect(traceParent(`00-${ID}-${SPAN}-01`, "a".repeat(513))).toMatchObject({ state: undefined });
});

describe("is none", () => {
  test.each([
    undefined,
    7,
    "",
    `ff-${ID}-${SPAN}-01`,
    `00-${ID}-${SPAN}-01-more`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${ID}-${"0".repeat(16)}-01`,
    `00-${ID.toUpperCase()}-${SPAN}-01`,
    `00-${ID}-${SPAN}`,
    ` 00-${ID}-${SPAN}-01`,
  ])("%j", (text) => expect(traceParent(text)).toBeUndefined());
});
