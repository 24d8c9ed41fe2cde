import type { Call } from "./call.ts";

/** The call only waits on for a task that has begun before: everything in front of that is done. */
export function goesOn({ resume, state }: Pick<Call, "resume" | "state">): boolean {
  return resume !== undefined || state.task !== undefined;
}
