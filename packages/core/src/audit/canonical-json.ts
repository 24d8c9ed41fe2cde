/** The one JSON text of a value: members in the order of their names, no white space, `undefined` left out (RFC 8785). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(ordered(value));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  // `fromEntries` would make a member named `__proto__` like any other, which is what is wanted here.
  return Object.fromEntries(entries.map(([name, member]) => [name, ordered(member)]));
}
