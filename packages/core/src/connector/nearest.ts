/**
 * The known name that somebody most likely meant: the closest by edit distance, or one that holds the other, if any is
 * close at all.
 */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const wanted = plain(written);
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  let holding: string | undefined;
  for (const name of known) {
    const candidate = plain(name);
    if (wanted.length >= 4 && (candidate.includes(wanted) || wanted.includes(candidate))) holding ??= name;
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate);
    if (distance >= bestDistance) continue;
    best = name;
    bestDistance = distance;
  }
  return best ?? holding;
}

/** Case and separators are what people get wrong most: `public_url` is `publicUrl`. */
function plain(name: string): string {
  return name.slice(0, 64).toLowerCase().replaceAll(/[_.-]/g, "");
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const swap = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(swap, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
