const LONGEST = 60;

/** A written value as an error shows it: quoted, short, on one line, without passwords in URLs; of a secret only its type and size. */
export function shownValue(value: unknown, secret: boolean): string {
  if (value === undefined) return "nothing";
  if (secret) return typeName(value);
  const text = JSON.stringify(value)?.replace(/\/\/[^/@\s"]*@/g, "//…@") ?? typeName(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `${value.length} characters of text (not shown)`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
