import { ToolError } from "../../connector/index.ts";
import { whoCanChange, type Rule } from "../../policy/index.ts";
import type { Call, Stage } from "./call.ts";

/** Refuses a tool that somebody's rule has taken out of the caller's list, by whatever way it was named. */
export const refuseHidden: Stage = {
  name: "policy",
  run: async (call, next) => {
    const refused = call.catalog.refused.get(call.entry.tool.name);
    if (refused !== undefined) throw denied(call, refused.rule);
    return next();
  },
};

function denied({ entry, runtime, caller }: Call, rule: Rule): ToolError {
  const { name } = entry.tool;
  const who = whoCanChange(rule, runtime.permissionsUrl?.(caller.connection.id));
  return new ToolError("policy_denied", `${name} may not be called with this connection. ${who}`, {
    details: { stage: "policy", rule: rule.name, set_by: rule.by, tool: name },
  });
}
