import { expect, test } from "vitest";
import type { OperatorPolicy, OwnerPolicy } from "../../policy/index.ts";
import { fieldsOfPolicy } from "./policy-fields.ts";
import { policyOfFields } from "./policy-of-fields.ts";

const all = { toolsets: ["notes", "boxes"], tools: ["get_note", "add_note", "get_box"] };
const free: OperatorPolicy = { readonly: false, toolsets: undefined, excludeTools: [] };

/** The policy after its form was sent as it was shown, or changed in something. */
function sent(
  before: OwnerPolicy,
  options: { operator?: OperatorPolicy; open?: typeof all; change?: Partial<ReturnType<typeof fieldsOfPolicy>> } = {},
): OwnerPolicy {
  const { operator = free, open = all, change = {} } = options;
  const shown = fieldsOfPolicy(before, operator, all);
  // A browser sends no box that is not there or cannot be ticked.
  const toolsets = new Set(open.toolsets.filter((name) => shown.toolsets.has(name)));
  const tools = new Set(open.tools.filter((name) => shown.tools.has(name)));
  return policyOfFields({ ...shown, toolsets, tools, ...change }, { all, open, operator, before });
}

test("a form that is sent as it was shown changes nothing", () => {
  const policies: OwnerPolicy[] = [
    {},
    { access: "read" },
    { toolsets: ["notes"], tools: { add_note: false } },
    { limits: [{ perDay: 3 }, { tool: "get_note", perMinute: 1 }], allow: { read: ["a/*"] }, resultTokens: 500 },
  ];
  for (const policy of policies) expect(sent(policy)).toEqual(policy);
});

test("what the connector no longer has goes: nobody could take it out, and its limit would be one of all tools", () => {
  const before: OwnerPolicy = {
    toolsets: ["notes", "gone"],
    tools: { old_tool: false, add_note: false },
    limits: [{ tool: "old_tool", perDay: 1 }],
  };
  expect(sent(before)).toEqual({ toolsets: ["notes"], tools: { add_note: false } });
});

test("what the operator withholds for a while is what it was before", () => {
  const operator: OperatorPolicy = { ...free, access: "read", toolsets: ["notes"] };
  const open = { toolsets: ["notes"], tools: ["get_note"] };
  const before: OwnerPolicy = { access: "write", toolsets: ["boxes"], tools: { get_box: false } };
  expect(sent(before, { operator, open, change: { toolsets: new Set(["notes"]) } })).toEqual({
    ...before,
    toolsets: ["boxes", "notes"],
  });
  expect(sent({}, { operator, open })).toEqual({});
});

test("whoever goes as far as the operator lets them has chosen nothing", () => {
  expect(sent({ access: "read" }, { change: { access: "full" } })).toEqual({});
  expect(sent({ access: "read" }, { operator: { ...free, access: "write" }, change: { access: "write" } })).toEqual({});
  expect(sent({}, { change: { access: "read" } })).toEqual({ access: "read" });
});
