import type { Outcome } from "../call/call-tool.ts";
import { outcomeFacts } from "../call/outcome-facts.ts";
import type { Notes } from "./observed.ts";

/** What an outcome tells its record. A call through `call_tool` is recorded as one of the tool that ran. */
export function noteOutcome(notes: Notes, outcome: Outcome): void {
  const { call } = outcome;
  if (call !== undefined) notes.target = call.entry.tool.name;
  Object.assign(notes, outcomeFacts(outcome));
}
