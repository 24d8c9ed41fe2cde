import { randomUUID } from "node:crypto";
import type { ErrorCode, ToolError } from "../../connector/index.ts";
import type { Runtime } from "../runtime.ts";
import { toolNames } from "../tool-names.ts";
import type { TaskContent } from "./task-state.ts";

/** What ends a task because somebody's rule does, not because of what happened to it. */
const BY_RULE: ReadonlySet<ErrorCode> = new Set(["policy_denied", "reauthorize"]);

/**
 * Puts on record that a task has ended without its call: no call was there to do it. The request's id ties it to the record of
 * the call that began the task.
 */
export async function recordUnrun(
  { audit, connector }: Pick<Runtime, "audit" | "connector">,
  { principal: { tenant, subject, clientId }, tool, requestId }: TaskContent,
  { code }: ToolError,
): Promise<void> {
  const denied = BY_RULE.has(code);
  await audit.settle({
    phase: denied ? "denied" : "outcome",
    opId: randomUUID(),
    requestId,
    connector: connector.name,
    actor: { tenant, subject, clientId },
    action: "tools/call",
    tool: toolNames(connector).find((name) => name === tool),
    result: { status: denied ? "denied" : "unknown", code, stage: "task" },
  });
}
