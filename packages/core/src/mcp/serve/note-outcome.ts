import type { UpstreamSession } from "../../upstream/index.ts";
import type { CallRecord } from "../call-record.ts";
import type { Outcome } from "../call/call-tool.ts";
import { errorCodeOf } from "../call/tool-result.ts";
import type { Notes } from "./observed.ts";

/** What an outcome tells its record. A call through `call_tool` is recorded as one of the tool that ran. */
export function noteOutcome(notes: Notes, outcome: Outcome): void {
  const { call } = outcome;
  if (call !== undefined) notes.target = call.entry.tool.name;
  const sessions = [call?.lookup, call?.session, call?.recovery].filter((session) => session !== undefined);
  if (sessions.length > 0) notes.upstream = together(sessions);
  if ("error" in outcome) {
    notes.outcome = outcome.error.code === "cancelled" ? "cancelled" : "tool_error";
    notes.code = outcome.error.code;
    notes.stage = call === undefined ? "catalog" : call.refusedBy;
    return;
  }
  const { reply } = outcome;
  if (reply.kind === "ask") notes.outcome = "input_required";
  if (reply.kind === "task") notes.outcome = "task";
  const code = reply.kind === "result" ? errorCodeOf(reply.result) : undefined;
  if (code !== undefined) Object.assign(notes, { outcome: "tool_error", code });
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
