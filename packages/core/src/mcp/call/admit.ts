import { ToolError } from "../../connector/index.ts";
import { pointsOf } from "../admission/index.ts";
import { personOf } from "../caller.ts";
import type { Call, Stage } from "./call.ts";

/** How long a call waits in line for a place. */
const WAIT_MS = 2_000;
/** What to wait before trying again when all places were taken: one of them is free soon. */
const BUSY_RETRY_S = 2;

/** Lets a call in: as many points as its access costs, and a place among those that run. */
export const admit: Stage = {
  name: "limit",
  run: async (call, next) => {
    const { admission } = call.runtime;
    if (admission === undefined) return next();
    const person = personOf(call.caller.principal);
    const waitMs = (await admission.points?.take(person, pointsOf(call.entry.tool))) ?? 0;
    if (waitMs > 0) {
      admission.onRefused("principal");
      throw tooMany(waitMs);
    }
    const patience = { waitMs: Math.min(WAIT_MS, call.deadlineAt - Date.now()), signal: call.exchange.signal };
    const entered = admission.bulkhead.enter(person, patience);
    const leave = entered instanceof Promise ? await entered : entered;
    if (leave === undefined) {
      admission.onRefused("concurrency");
      throw tooBusy(call);
    }
    try {
      return await next();
    } finally {
      leave();
    }
  },
};

function tooMany(waitMs: number): ToolError {
  const retryAfterS = Math.ceil(waitMs / 1000);
  return new ToolError("rate_limited", `Too many calls: this server's own limit. Wait ${retryAfterS} s.`, {
    retryAfterS,
  });
}

function tooBusy({ exchange }: Call): ToolError {
  if (exchange.signal.aborted) return new ToolError("cancelled", "The client cancelled the call.");
  const message = "Too many calls at the same time. Wait for some of them to end, then repeat this one.";
  return new ToolError("rate_limited", message, { retryAfterS: BUSY_RETRY_S });
}
