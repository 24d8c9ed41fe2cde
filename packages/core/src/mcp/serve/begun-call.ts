import type { Outcome } from "../call/call-tool.ts";

/** A tool call that began before there was a server to answer it. */
export interface BegunCall {
  readonly outcome: Promise<Outcome>;
  /** The client wants no answer any more. */
  cancel(): void;
  /** A server answers it. */
  taken: boolean;
}

/** Waits for a call on behalf of the server that answers it. @param signal aborts with the request. */
export async function takeOver(begun: BegunCall, signal: AbortSignal): Promise<Outcome> {
  const { outcome, cancel } = begun;
  begun.taken = true;
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await outcome;
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
