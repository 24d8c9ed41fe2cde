import type { Access } from "../../connector/index.ts";
import type { OperatorPolicy } from "../../policy/index.ts";

/** Why the operator does not let anybody use a tool, for people; undefined where they do. */
export function withheldByOperator(
  { name, access }: { name: string; access: Access },
  toolset: string,
  { readonly, toolsets, excludeTools }: OperatorPolicy,
): string | undefined {
  if (toolsets !== undefined && !toolsets.includes(toolset)) return toolsetWithheld(toolset, { toolsets });
  if (excludeTools.includes(name)) return "The operator does not serve this tool (FAIRLEAD_EXCLUDE_TOOLS).";
  if (readonly && access !== "read") return "The operator lets nothing be changed (FAIRLEAD_READONLY).";
  return undefined;
}

export function toolsetWithheld(toolset: string, { toolsets }: Pick<OperatorPolicy, "toolsets">): string | undefined {
  if (toolsets === undefined || toolsets.includes(toolset)) return undefined;
  return "The operator does not serve this toolset (FAIRLEAD_TOOLSETS).";
}
