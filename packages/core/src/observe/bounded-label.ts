/** Maps every name that is not registered to `_other`, so that a caller cannot make series at will. */
export function bounded(registered: Iterable<string>): (name: string) => string {
  const names = new Set(registered);
  return (name) => (names.has(name) ? name : "_other");
}
