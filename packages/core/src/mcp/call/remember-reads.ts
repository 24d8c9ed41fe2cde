import type { Call, Stage } from "./call.ts";
import { freshnessOf } from "./freshness-of.ts";

/** Serves a reading tool's fresh answer again. What the connection writes makes all of them old: the way out sees to that. */
export const rememberReads: Stage = {
  name: "cache",
  run: async (call, next) => {
    const { results, caching } = call.runtime;
    // What was asked or answered on the way is no part of the key (MCP server/utilities/caching "Cache Key").
    const freshMs = freshnessOf(call.entry.tool, caching?.freshMs);
    if (freshMs === 0) return next();

    const asked = results.placeOf(call.caller.connection.id, keyOf(call));
    const place = asked instanceof Promise ? await asked : asked;
    if (place === undefined) return next();
    const known = results.peek(place) ?? (results.shared ? await results.find(place) : undefined);
    results.looked(known !== undefined);
    if (known !== undefined) {
      call.readFrom.push(...(known.readFrom ?? []));
      return known;
    }
    const reply = await next();
    if (reply.kind === "output" && call.session !== undefined && call.session.stale.length === 0) {
      // As old as the oldest of what it was made of.
      const keepMs = freshMs - Math.max(0, ...call.session.fresh);
      const { readFrom } = call;
      if (keepMs > 0) results.put(place, readFrom.length === 0 ? reply : { ...reply, readFrom }, keepMs);
    }
    return reply;
  },
};

function keyOf({ caller, entry, budget, skipRows, input }: Call): string {
  // What was withheld under other lists is not this caller's answer, nor the other way round.
  const lists = JSON.stringify(caller.policy.allow.rules.map(({ patterns, access }) => [access, patterns]));
  return [entry.tool.name, budget, skipRows, lists, JSON.stringify(input)].join("\0");
}
