import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { Sealer } from "./sealer.ts";

/** How long a client, and the person behind it, may take between two rounds of one request, in milliseconds. */
export const ROUND_TTL_MS = 10 * 60 * 1000;

/** Who asks for what. In another round of anything else a state does not open. */
export interface RoundOf {
  method: "tools/call" | "prompts/get";
  binding: string;
}

/** Seals what a request has to have back in its next round (MCP basic/patterns/mrtr). */
export function sealRound(sealer: Sealer, state: unknown, round: RoundOf): string {
  return sealer.seal("state", state, { ttlMs: ROUND_TTL_MS, binding: textOf(round) });
}

/**
 * Opens what `sealRound` made.
 *
 * @throws ProtocolError for a state that the client made up, changed, kept too long or took from elsewhere.
 */
export function openRound(sealer: Sealer, sealed: string | undefined, round: RoundOf): unknown {
  if (sealed === undefined) return undefined;
  const opened = sealer.open("state", sealed, textOf(round));
  if (opened !== undefined) return opened.value;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, "Invalid or expired requestState", {
    reason: "invalid_request_state",
  });
}

function textOf({ method, binding }: RoundOf): string {
  return `${method}\0${binding}`;
}
