/** The log cannot be written now: what must be on record must not happen. */
export class AuditError extends Error {
  override readonly name = "AuditError";
  /** The system's word where it has one (`ENOSPC`), `too_slow`, `busy`, else `unwritable`. */
  readonly code: string;

  constructor(message: string, { code = "unwritable", ...options }: ErrorOptions & { code?: string } = {}) {
    super(message, options);
    this.code = code;
  }
}
