import type { AnyReach } from "../connector/index.ts";

/** What the rows of a result say they are from, at any depth. */
export function namesInRows(output: unknown, { ofRow }: Pick<AnyReach, "ofRow">): string[] {
  if (ofRow === undefined) return [];
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== "object" || value === null) return;
    const name = ofRow(value as Readonly<Record<string, unknown>>);
    const first = typeof name === "string" ? name : name?.[0];
    if (first !== undefined) names.add(first);
    Object.values(value).forEach(walk);
  };
  walk(output);
  return [...names];
}
