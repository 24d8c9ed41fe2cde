/**
 * - `unknown_key`: the ring lacks the key that a record was wrapped with: a key was removed before `rewrap` had run;
 * - `unreadable`: the record was changed, or moved to another owner.
 */
export type VaultErrorCode = "unknown_key" | "unreadable";

/** A secret that is there and does not open. Its text holds neither secret nor key. */
export class VaultError extends Error {
  override readonly name = "VaultError";
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
