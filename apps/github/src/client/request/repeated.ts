/** A part of a GraphQL document for each of a number of things: GraphQL has no lists of fields. */
export function repeated(count: number, part: (index: number) => string, between = "\n  "): string {
  return Array.from({ length: count }, (_, index) => part(index)).join(between);
}

/** Variables for such parts: `prefix` and the place of each. */
export function numbered<Value>(prefix: string, values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));
}
