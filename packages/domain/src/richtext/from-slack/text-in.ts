/** A member that should be a text, and in messages of strangers may be anything. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}
