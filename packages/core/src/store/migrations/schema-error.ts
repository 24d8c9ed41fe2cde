/**
 * - `older`: steps are missing, and the command `migrate` has to be run;
 * - `newer`: a later version has written it;
 * - `changed`: a step is not what it was when it was taken.
 */
export type SchemaErrorCode = "older" | "newer" | "changed";

/** A database whose schema is not this program's. Nothing was changed. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
  readonly code: SchemaErrorCode;

  constructor(code: SchemaErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
