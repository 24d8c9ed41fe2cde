import { StoreError } from "./store-error.ts";

/** What a failure of Redis's, or of the way to it, means. */
export function explainRedis(error: unknown): StoreError {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith("OOM ")) {
    return new StoreError("full", "Redis has no memory left: nothing was written.", { cause: error });
  }
  if (message.startsWith("READONLY ")) {
    return new StoreError("readonly", "Redis may be read only: it is a replica.", { cause: error });
  }
  // A reply that names no fault of ours is one of a server that starts, is busy or stands still: LOADING, BUSY, MASTERDOWN.
  if (/^(?:WRONGTYPE|ERR|NOAUTH|WRONGPASS|NOPERM) /.test(message)) {
    return new StoreError("broken", `Redis fails: ${message}`, { cause: error });
  }
  return new StoreError("unavailable", "Redis does not answer. Try again in a moment.", { cause: error });
}
