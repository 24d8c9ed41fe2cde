/**
 * A maker of validators that makes one for each schema of a run: every client that connects is told the same schemas, and to
 * compile them takes longer than most tests.
 */
export function madeOnce<Make extends (schema: never) => unknown>(make: Make): Make {
  const made = new Map<string, unknown>();
  const makeOnce = (schema: never): unknown => {
    const key = JSON.stringify(schema);
    const known = made.get(key) ?? make(schema);
    made.set(key, known);
    return known;
  };
  return makeOnce as Make;
}
