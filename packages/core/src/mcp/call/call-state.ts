import type { Answer } from "../../connector/index.ts";
import { principalKey } from "../../auth/index.ts";
import { openRound, sealRound, type RoundOf } from "../sealed/round-state.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { Call } from "./call.ts";

/** A question about one target, or the yes to it. Each is good once. */
export interface Confirmed {
  nonce: string;
  target: string;
}

/** What a call remembers from round to round; it travels through the client, sealed. */
export interface CallState {
  /** What the person was asked to confirm. */
  asked?: Confirmed;
  /** What the person has confirmed, where the tool has asked something else since. */
  confirmed?: Confirmed | undefined;
  /** What the person has answered before the tool began. */
  given?: Readonly<Record<string, Answer>>;
  /** The task that asked, on behalf of a client that does not know tasks. */
  task?: string;
  /** The tool's own. */
  tool?: unknown;
}

type Bound = Pick<Call, "runtime" | "caller" | "entry" | "args">;

export function sealCallState(call: Bound, state: CallState): string {
  return sealRound(call.runtime.sealer, state, roundOf(call));
}

/** @throws ProtocolError for a state that was not made in an earlier round of this very call. */
export function openCallState(call: Bound, sealed: string | undefined): CallState {
  if (sealed === undefined) return {};
  return openRound(call.runtime.sealer, sealed, roundOf(call)) ?? {};
}

/** Another caller, tool or argument is another call. */
function roundOf({ caller, entry, args }: Bound): RoundOf {
  const parts = [principalKey(caller.principal), caller.connection.id, entry.tool.name, fingerprint(args)];
  return { method: "tools/call", binding: parts.join("\0") };
}
