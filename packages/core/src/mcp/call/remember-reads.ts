import type { Call, Stage } from "./call.ts";

/** Serves a reading tool's fresh answer again, and forgets them all once the connection writes. */
export const rememberReads: Stage = {
  name: "cache",
  run: async (call, next) => {
    const { results } = call.runtime;
    const { tool } = call.entry;
    const connectionId = call.caller.connection.id;
    if (tool.access !== "read") return call.dryRun ? next() : next().finally(() => results.forget(connectionId));
    const freshMs = tool.freshMs ?? 0;
    // What was asked or answered on the way is no part of the key (MCP server/utilities/caching "Cache Key").
    if (freshMs === 0 || tool.mayAsk === true) return next();

    const place = results.placeOf(connectionId, keyOf(call));
    const known = results.get(place);
    if (known !== undefined) return known;
    const reply = await next();
    if (reply.kind === "output") results.set(place, reply, freshMs);
    return reply;
  },
};

function keyOf({ caller, entry, budget, skipRows, input }: Call): string {
  // What was withheld under other lists is not this caller's answer, nor the other way round.
  const lists = JSON.stringify(caller.allow.rules.map(({ patterns, access }) => [access, patterns]));
  return [entry.tool.name, budget, skipRows, lists, JSON.stringify(input)].join("\0");
}
