import type { Stage } from "./call.ts";

/** Serves a reading tool's fresh answer again, and forgets them all once the connection writes. */
export const rememberReads: Stage = {
  name: "cache",
  run: async (call, next) => {
    const { results } = call.runtime;
    const { tool } = call.entry;
    const connectionId = call.caller.connection.id;
    if (tool.access !== "read") {
      if (call.dryRun) return next();
      return next().finally(() => results.forget(connectionId));
    }
    const freshMs = tool.freshMs ?? 0;
    if (freshMs === 0) return next();

    const key = `${tool.name}\0${call.budget}\0${JSON.stringify(call.input)}\0${call.skipRows}`;
    const known = results.get(connectionId, key);
    if (known !== undefined) return known;
    const reply = await next();
    if (reply.kind === "output") results.set(connectionId, key, reply, freshMs);
    return reply;
  },
};
