import type { CatalogTool } from "../catalog/index.ts";
import type { Fitted } from "../render/fit-to-budget.ts";
import type { FinalReply } from "./call.ts";

/** What a result lacks, for programs; its text says the same. */
const CUT_META = "dev.fairlead/cut";

/** A fitted output as a reply. */
export function outputReply({ published }: CatalogTool, { output, text, cuts }: Fitted): FinalReply {
  return {
    kind: "output",
    output,
    text,
    structured: published.outputSchema !== undefined || Object.keys(output).length > 0,
    ...(cuts.length > 0 && { resultMeta: { [CUT_META]: cuts } }),
  };
}
