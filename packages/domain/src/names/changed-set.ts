/** How a set of names is to change: all of it, or some of it. */
export interface SetChange {
  all?: readonly string[] | undefined;
  add?: readonly string[] | undefined;
  remove?: readonly string[] | undefined;
}

/** The names after a change, in order; undefined where it changes nothing. Names ignore case. */
export function changedSet(
  present: readonly string[],
  { all, add = [], remove = [] }: SetChange,
): string[] | undefined {
  const gone = new Set(remove.map((name) => name.toLowerCase()));
  const wanted = new Map([...(all ?? present), ...add].map((name) => [name.toLowerCase(), name]));
  for (const name of gone) wanted.delete(name);
  const before = new Set(present.map((name) => name.toLowerCase()));
  const same = before.size === wanted.size && [...wanted.keys()].every((name) => before.has(name));
  return same ? undefined : [...wanted.values()];
}
