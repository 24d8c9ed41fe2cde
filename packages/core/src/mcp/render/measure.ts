/** A JSON value with the length of its JSON, and of each of its parts: measured once, cut as often as it takes. */
export type Measured =
  | { kind: "leaf"; value: unknown; size: number }
  | { kind: "text"; value: string; size: number }
  | { kind: "list"; value: readonly unknown[]; size: number; parts: readonly Measured[] }
  | { kind: "object"; value: object; size: number; parts: readonly MeasuredField[] };

export interface MeasuredField {
  key: string;
  part: Measured;
  /** The key with its quotes, colon and comma. */
  keySize: number;
}

const BRACKETS = 2;

export function measure(value: unknown): Measured {
  if (typeof value === "string") return { kind: "text", value, size: JSON.stringify(value).length };
  if (Array.isArray(value)) {
    const parts = value.map((item) => measure(item));
    return { kind: "list", value, parts, size: parts.reduce((sum, { size }) => sum + size + 1, BRACKETS) };
  }
  if (typeof value !== "object" || value === null) {
    return { kind: "leaf", value, size: JSON.stringify(value)?.length ?? 0 };
  }
  const parts = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([key, field]) => ({ key, part: measure(field), keySize: JSON.stringify(key).length + 2 }));
  const size = parts.reduce((sum, { part, keySize }) => sum + keySize + part.size, BRACKETS);
  return { kind: "object", value, parts, size };
}
