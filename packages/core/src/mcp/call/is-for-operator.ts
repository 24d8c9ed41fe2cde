import type { ToolError } from "../../connector/index.ts";
import { StoreError } from "../../store/index.ts";

/** Whether an explained failure is one that the operator must hear of. */
export function isForOperator({ code, cause }: ToolError): boolean {
  return code === "internal" || cause instanceof StoreError;
}
