import type { UpstreamSession } from "../../upstream/index.ts";
import type { CallRecord } from "../call-record.ts";
import type { Outcome } from "./call-tool.ts";

export type OutcomeFacts = Pick<CallRecord, "outcome" | "code" | "stage" | "upstream">;

/** How a call ended, for log, metrics and audit alike. */
export function outcomeFacts(outcome: Outcome): OutcomeFacts {
  const { session, recovery } = outcome.call ?? {};
  const upstream = session === undefined && recovery === undefined ? undefined : together(session, recovery);
  if ("error" in outcome) {
    const { code } = outcome.error;
    const stage = outcome.call === undefined ? "catalog" : outcome.call.refusedBy;
    return { outcome: code === "cancelled" ? "cancelled" : "tool_error", code, stage, upstream };
  }
  const asked = outcome.reply.kind === "ask";
  return { outcome: asked ? "input_required" : "ok", code: undefined, stage: undefined, upstream };
}

function together(first: UpstreamSession | undefined, second: UpstreamSession | undefined): CallRecord["upstream"] {
  const count = (what: keyof UpstreamSession["sent"]) => (first?.sent[what] ?? 0) + (second?.sent[what] ?? 0);
  return {
    reads: count("reads"),
    writes: count("writes"),
    revalidated: count("revalidated"),
    cached: count("cached"),
    requestIds: [...(first?.requestIds ?? []), ...(second?.requestIds ?? [])],
  };
}
