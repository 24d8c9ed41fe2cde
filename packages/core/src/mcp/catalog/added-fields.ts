import { z } from "zod";
import type { AnyTool } from "../../connector/index.ts";

/** The fields that the core adds to writing tools (DESIGN §2), so that no tool has to. */
export const ADDED_FIELDS = {
  dry_run: z.boolean().default(false).describe("Send nothing"),
  idempotency_key: z.string().min(1).max(200).optional().describe("Same key, same result"),
  confirm: z.string().max(300).optional().describe("Target, to agree"),
};

export interface AddedInput {
  dry_run?: boolean;
  idempotency_key?: string;
  confirm?: string;
}

/** The added fields that this tool takes. */
export function addedFields(tool: Pick<AnyTool, "access" | "idempotent" | "confirm">): Partial<typeof ADDED_FIELDS> {
  if (tool.access === "read") return {};
  const { dry_run, idempotency_key, confirm } = ADDED_FIELDS;
  return {
    dry_run,
    ...(tool.access === "write" && tool.idempotent !== true && { idempotency_key }),
    ...(tool.confirm !== undefined && { confirm }),
  };
}
