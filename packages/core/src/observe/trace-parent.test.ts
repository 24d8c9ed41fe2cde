import { describe, expect, test } from "vitest";
import { traceParent } from "./trace-parent.ts";

const ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";

test("a traceparent is read", () => {
  expect(traceParent(`00-${ID}-${SPAN}-01`)).toEqual({ traceId: ID, spanId: SPAN, sampled: true });
  expect(traceParent(`00-${ID}-${SPAN}-02`)).toMatchObject({ sampled: false });
  expect(traceParent(`cc-${ID}-${SPAN}-01-what-comes-later`)).toMatchObject({ traceId: ID });
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
