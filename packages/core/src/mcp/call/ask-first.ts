import type { Stage } from "./call.ts";
import { goesOn } from "./goes-on.ts";

/** Asks what a tool wants to know before it begins, so that a task need not (tasks extension, "Task Creation"). */
export const askFirst: Stage = {
  name: "questions",
  run: async (call, next) => {
    const { tool } = call.entry;
    if (tool.askFirst === undefined || call.dryRun || goesOn(call)) return next();
    const given = { ...call.given, ...call.exchange.answers };
    const asked = tool.askFirst(call.input as never, { answers: given, canAsk: call.exchange.canAsk });
    if (asked !== undefined) {
      return { kind: "ask", ask: asked, state: { ...call.state, confirmed: call.confirmed, given } };
    }
    call.given = given;
    return next();
  },
};
