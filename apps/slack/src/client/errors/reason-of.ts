import { waitOf } from "./errors.ts";
import { explainError } from "./explain-error.ts";

/** Why one part of a call failed, where the others stand: it is told, not thrown. */
export function reasonOf(error: unknown): string {
  const waitS = waitOf(error);
  if (waitS !== undefined) return `Slack asks to wait ${waitS} s.`;
  return explainError(error)?.message ?? "No answer: it may be done or not.";
}
