/**
 * - `unavailable`: it does not answer, or not now: worth another try in a moment;
 * - `full`: there is no room left on its disk;
 * - `readonly`: it may be read and not written;
 * - `broken`: anything else.
 */
export type StoreErrorCode = "unavailable" | "full" | "readonly" | "broken";

/** The store could not do what it was asked to. What was being written is not half there: it is, or it is not. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;
  /** When another try may be worth it, in seconds. */
  readonly retryAfterS: number;

  constructor(code: StoreErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.retryAfterS = code === "unavailable" ? 2 : 30;
  }
}
