import { ToolError } from "../../connector/index.ts";
import { cleanText } from "../render/clean-text.ts";
import { fitToBudget } from "../render/fit-to-budget.ts";
import { renderOutput } from "../render/render-output.ts";
import type { Call, Reply } from "./call.ts";
import { sealCursor } from "./cursor.ts";

/** Turns what a tool returned into what a client may get: as declared, cleaned, within the budget, with sealed cursors. */
export function shapeOutput(call: Call, raw: unknown): Reply {
  const { tool } = call.entry;
  const parsed = tool.output.safeParse(raw);
  if (!parsed.success) {
    throw new ToolError("internal", `${tool.name} made a result that breaks its own promise. It is logged.`, {
      cause: parsed.error,
    });
  }
  const output = cleanText(parsed.data) as Record<string, unknown>;
  const vendorCursor = typeof output["next_cursor"] === "string" ? output["next_cursor"] : undefined;
  const limit = typeof call.input["limit"] === "number" ? call.input["limit"] : undefined;
  const items = Array.isArray(output["items"]) ? output["items"].slice(call.skipRows) : undefined;

  const fitted = fitToBudget(items === undefined ? output : { ...output, items }, {
    budget: call.budget,
    render: (value) => renderOutput(tool, value),
    cursorAfter(rows) {
      if (items !== undefined && rows < items.length) {
        const vendor = typeof call.input["cursor"] === "string" ? call.input["cursor"] : undefined;
        return sealCursor(call, { vendor, skip: call.skipRows + rows, limit });
      }
      return vendorCursor === undefined ? undefined : sealCursor(call, { vendor: vendorCursor, skip: 0, limit });
    },
  });
  return { kind: "output", ...fitted };
}
