import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { Sealer } from "./sealer.ts";

/** How long a client, and the person behind it, may take between two rounds of one request, in milliseconds. */
export const ROUND_TTL_MS = 10 * 60 * 1000;

/**
 * Seals what a request has to have back in its next round (MCP basic/patterns/mrtr).
 *
 * @param binding Who asks for what: in another round of anything else the state does not open.
 */
export function sealRound(sealer: Sealer, state: unknown, binding: string): string {
  return sealer.seal("state", state, { ttlMs: ROUND_TTL_MS, binding });
}

/**
 * Opens what `sealRound` made.
 *
 * @throws ProtocolError for a state that the client made up, changed, kept too long or took from elsewhere.
 */
export function openRound(sealer: Sealer, sealed: string | undefined, binding: string): unknown {
  if (sealed === undefined) return undefined;
  const opened = sealer.open("state", sealed, binding);
  if (opened !== undefined) return opened.value;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, "Invalid or expired requestState", {
    reason: "invalid_request_state",
  });
}
