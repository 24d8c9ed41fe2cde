import { ToolError } from "../../connector/index.ts";
import { whoCanChange, type UsedUp } from "../../policy/index.ts";
import type { Caller } from "../caller.ts";
import type { Runtime } from "../runtime.ts";
import { ROUND_TTL_MS } from "../sealed/round-state.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { Stage } from "./call.ts";
import { goesOn } from "./goes-on.ts";

/** Holds a call to what operator and owner let a connection do within a minute and a day. */
export const countUsage: Stage = {
  name: "policy",
  run: async (call, next) => {
    const { policy } = call.caller;
    if (policy.limits.length > 0 && !goesOn(call) && !(await isLaterRound(call.runtime, call.exchange.sealedState)))
      await takeUsage(call.runtime, call.caller, call.entry.tool.name);
    return next();
  },
};

/**
 * Counts one use of a connection.
 *
 * @param tool `*` for what is no tool.
 * @throws ToolError `rate_limited` with the limit that is used up and who can change it.
 */
export async function takeUsage(
  { usage, permissionsUrl }: Pick<Runtime, "usage" | "permissionsUrl">,
  { policy, connection }: Pick<Caller, "policy" | "connection">,
  tool: string,
): Promise<void> {
  if (policy.limits.length === 0) return;
  const used = await usage.take(connection.id, tool, policy.limits);
  if (used !== undefined) throw usedUp(used, permissionsUrl?.(connection.id));
}

/** An answer to a question continues a call that was counted. Each question is answered once: a second answer counts. */
export async function isLaterRound(
  { store }: Pick<Runtime, "store">,
  sealedState: string | undefined,
): Promise<boolean> {
  return sealedState !== undefined && store.claim(`usage/round/${fingerprint(sealedState)}`, ROUND_TTL_MS);
}

function usedUp({ limit: { tool, most, per, rule }, waitMs }: UsedUp, permissionsUrl: string | undefined): ToolError {
  const retryAfterS = Math.ceil(waitMs / 1000);
  const what = tool === "*" ? "calls" : `calls of ${tool}`;
  return new ToolError(
    "rate_limited",
    `The ${most} ${what} that this connection has a ${per} are used up. Wait ${retryAfterS} s. ${whoCanChange(rule, permissionsUrl)}`,
    { retryAfterS, details: { stage: "policy", rule: rule.name, set_by: rule.by, tool, most, per } },
  );
}
