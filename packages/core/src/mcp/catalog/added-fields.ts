import { z } from "zod";
import type { AnyTool } from "../../connector/index.ts";

/** The fields that the core adds to writing tools (DESIGN §2), so that no tool has to. */
export const ADDED_FIELDS = {
  dry_run: z.boolean().default(false).describe("Send nothing"),
  idempotency_key: z.string().min(1).max(200).optional().describe("Same key, same result"),
  confirm: z.string().max(300).optional().describe("Target, to agree"),
  timeout_s: z.int().min(1).max(600).default(50).describe("Seconds to wait"),
  resume: z.string().max(200).optional().describe("Last resume, to wait on"),
};

export interface AddedInput {
  dry_run?: boolean;
  idempotency_key?: string;
  confirm?: string;
  timeout_s?: number;
  resume?: string;
}

/** The added fields that this tool takes. */
export function addedFields(
  tool: Pick<AnyTool, "access" | "idempotent" | "confirm" | "task">,
): Partial<typeof ADDED_FIELDS> {
  const { dry_run, idempotency_key, confirm, timeout_s, resume } = ADDED_FIELDS;
  const waiting = tool.task === "optional" ? { timeout_s, resume } : {};
  if (tool.access === "read") return waiting;
  return {
    ...waiting,
    dry_run,
    ...(tool.access === "write" && tool.idempotent !== true && { idempotency_key }),
    ...(tool.confirm !== undefined && { confirm }),
  };
}
