/**
 * The name that was most likely meant: the closest by edit distance, or one that holds the other.
 *
 * @returns undefined where nothing is close.
 */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const word = wanted.toLowerCase();
  const ranked = names
    .map((name) => ({ name, distance: editDistance(word, name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best && best.distance <= Math.max(2, Math.floor(word.length / 3))) return best.name;
  return names.find(
    (name) => word.length > 2 && (name.toLowerCase().includes(word) || word.includes(name.toLowerCase())),
  );
}

/** Levenshtein's distance, one row of his table at a time. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(replaced, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}
