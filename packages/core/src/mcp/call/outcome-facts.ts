import type { UpstreamSession } from "../../upstream/index.ts";
import type { CallRecord } from "../call-record.ts";
import type { Outcome } from "./call-tool.ts";
import { errorCodeOf } from "./tool-result.ts";

export type OutcomeFacts = Pick<CallRecord, "outcome" | "code" | "stage" | "upstream">;

/** How a call ended, for log, metrics and audit alike. */
export function outcomeFacts(outcome: Outcome): OutcomeFacts {
  const { call } = outcome;
  const sessions = [call?.lookup, call?.session, call?.recovery].filter((session) => session !== undefined);
  const upstream = sessions.length === 0 ? undefined : together(sessions);
  if ("error" in outcome) {
    const { code } = outcome.error;
    const stage = call === undefined ? "catalog" : call.refusedBy;
    return { outcome: code === "cancelled" ? "cancelled" : "tool_error", code, stage, upstream };
  }
  const { reply } = outcome;
  const told = (what: CallRecord["outcome"], code?: CallRecord["code"]) => ({
    outcome: what,
    code,
    stage: undefined,
    upstream,
  });
  if (reply.kind === "ask") return told("input_required");
  if (reply.kind === "task") return told("task");
  const code = reply.kind === "result" ? errorCodeOf(reply.result) : undefined;
  return code === undefined ? told("ok") : told("tool_error", code);
}

function together(sessions: readonly UpstreamSession[]): CallRecord["upstream"] {
  const count = (what: keyof UpstreamSession["sent"]) => sessions.reduce((sum, { sent }) => sum + sent[what], 0);
  return {
    reads: count("reads"),
    writes: count("writes"),
    revalidated: count("revalidated"),
    cached: count("cached"),
    requestIds: sessions.flatMap(({ requestIds }) => requestIds),
  };
}
