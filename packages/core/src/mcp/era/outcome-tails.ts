import type { FinalReply } from "../call/call.ts";
import type { Outcome } from "../call/call-tool.ts";
import { errorResult, toolResult } from "../call/tool-result.ts";
import { resultTail, type ResultDress, type Tail } from "./result-tail.ts";

/** What ordinary calls come to, as it follows the id of their answers. */
export interface OutcomeTails {
  tail(outcome: Outcome, requestId: string): Tail;
}

/** @param dress what a revision adds to every result; undefined for the 2025 revisions, which add nothing. */
export function createOutcomeTails(dress: ResultDress | undefined): OutcomeTails {
  // A reply that the cache serves again is written again as the same text.
  const tails = new WeakMap<FinalReply, Tail>();
  return {
    tail(outcome, requestId) {
      if ("error" in outcome) return resultTail(errorResult(outcome.error, requestId), dress);
      const { reply } = outcome;
      if (reply.kind === "ask") throw new Error("Only a tool that may ask asks, and none comes here.");
      let tail = tails.get(reply);
      if (tail === undefined) tails.set(reply, (tail = resultTail(toolResult(reply), dress)));
      return tail;
    },
  };
}
