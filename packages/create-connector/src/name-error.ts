/** A name that no connector can have. The message is for whoever chose it. */
export class NameError extends Error {
  override readonly name = "NameError";
  readonly code = "name_refused";
}
