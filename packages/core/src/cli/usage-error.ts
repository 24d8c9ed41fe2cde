/** A command was called in a way that it does not take. Its message says what is wrong, in words. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code = "usage";
}
