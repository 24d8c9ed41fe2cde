import type { CatalogTool } from "../catalog/index.ts";
import type { Fitted } from "../render/fit-to-budget.ts";
import type { FinalReply } from "./call.ts";

/** What a result lacks, for programs; its text says the same. */
const CUT_META = "dev.fairlead/cut";

/** How many rows no allow-list lets through; the text says it, too. */
const WITHHELD_META = "dev.fairlead/withheld";

/** A fitted output as a reply. */
export function outputReply({ published }: CatalogTool, { output, text, cuts }: Fitted, withheld = 0): FinalReply {
  const meta = {
    ...(cuts.length > 0 && { [CUT_META]: cuts }),
    ...(withheld > 0 && { [WITHHELD_META]: withheld }),
  };
  return {
    kind: "output",
    output,
    text,
    structured: published.outputSchema !== undefined || Object.keys(output).length > 0,
    ...(Object.keys(meta).length > 0 && { resultMeta: meta }),
  };
}
