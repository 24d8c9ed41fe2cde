/** The log cannot be written now: what must be on record must not happen. */
export class AuditError extends Error {
  override readonly name = "AuditError";
}
