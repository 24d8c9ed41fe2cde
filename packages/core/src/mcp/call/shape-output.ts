import { ToolError } from "../../connector/index.ts";
import { withholdRows } from "../../policy/index.ts";
import { cleanText } from "../render/clean-text.ts";
import { fitToBudget } from "../render/fit-to-budget.ts";
import { renderOutput } from "../render/render-output.ts";
import type { Call, FinalReply } from "./call.ts";
import { sealCursor } from "./cursor.ts";
import { outputReply } from "./output-reply.ts";

/** Turns what a tool returned into what a client may get: as declared, cleaned, within the budget, with sealed cursors. */
export function shapeOutput(call: Call, raw: unknown): FinalReply {
  const { tool, shape } = call.entry;
  const parsed = tool.output.safeParse(raw);
  if (!parsed.success) {
    throw new ToolError("internal", `${tool.name} made a result that breaks its own promise. It is logged.`, {
      cause: parsed.error,
    });
  }
  const { output, rows: withheld } = allowedOutput(call, cleanText(parsed.data));
  const note = withheld === 0 ? "" : `\n[left out: ${withheld} outside of what is allowed here]`;
  const items = Array.isArray(output["items"]) ? output["items"].slice(call.skipRows) : undefined;
  const fitted = fitToBudget(items === undefined ? output : { ...output, items }, {
    budget: call.budget,
    shape,
    render: (value) => `${renderOutput(tool, value)}${note}`,
    cursorAfter: cursorMaker(call, items?.length ?? 0, output["next_cursor"]),
  });
  return outputReply(call.entry, fitted, withheld);
}

/** What the allow-lists leave of a result. A count of what was searched would tell of what was left out. */
function allowedOutput({ caller: { policy }, entry: { tool }, runtime }: Call, output: Record<string, unknown>) {
  const { allow } = policy;
  const held = withholdRows(output, runtime.connector.reach, allow);
  if (tool.reach !== "rows" || !allow.narrows("read")) return held;
  const { total: _total, ...rest } = held.output;
  return { ...held, output: rest };
}

/** Leads to the row after the last one shown: in the vendor's page at hand, or at the start of its next. */
function cursorMaker(call: Call, rows: number, vendorNext: unknown): (shown: number) => string | undefined {
  const { input, skipRows, entry } = call;
  const limit = typeof input["limit"] === "number" ? input["limit"] : undefined;
  const here = typeof input["cursor"] === "string" ? input["cursor"] : undefined;
  return (shown) => {
    if (!entry.fields.has("cursor")) return undefined;
    if (shown < rows) return sealCursor(call, { vendor: here, skip: skipRows + shown, limit });
    return typeof vendorNext === "string" ? sealCursor(call, { vendor: vendorNext, skip: 0, limit }) : undefined;
  };
}
