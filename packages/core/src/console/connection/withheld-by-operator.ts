import type { Rule } from "../../policy/index.ts";

const SAID: Readonly<Record<string, string>> = {
  FAIRLEAD_READONLY: "The operator lets nothing be changed (FAIRLEAD_READONLY).",
  POLICY_ACCESS: "The operator does not let tools go that far (POLICY_ACCESS).",
  FAIRLEAD_TOOLSETS: "The operator does not serve this toolset (FAIRLEAD_TOOLSETS).",
  FAIRLEAD_EXCLUDE_TOOLS: "The operator does not serve this tool (FAIRLEAD_EXCLUDE_TOOLS).",
};

/** Why nobody can use something, for people; undefined where no rule of the operator's refuses it. */
export function withheldByOperator(rule: Rule | undefined): string | undefined {
  if (rule?.by !== "operator") return undefined;
  return SAID[rule.name] ?? `The operator does not allow it (${rule.name}).`;
}
