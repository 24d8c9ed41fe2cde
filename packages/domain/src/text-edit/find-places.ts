/**
 * Every position at which `wanted` begins in `text`, overlapping ones included.
 * Knuth-Morris-Pratt: time grows with the two lengths added, also for repetitive input that makes `indexOf` quadratic.
 */
export function findPlaces(text: string, wanted: string): number[] {
  if (wanted === "") return [];
  const fallback = borders(wanted);
  const places: number[] = [];
  let matched = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    while (matched > 0 && wanted.charCodeAt(matched) !== code) matched = fallback[matched - 1] ?? 0;
    if (wanted.charCodeAt(matched) === code) matched += 1;
    if (matched < wanted.length) continue;
    places.push(at + 1 - matched);
    matched = fallback[matched - 1] ?? 0;
  }
  return places;
}

/** For each prefix, the length of the longest proper prefix that is also its suffix. */
function borders(wanted: string): Int32Array {
  const table = new Int32Array(wanted.length);
  let length = 0;
  for (let at = 1; at < wanted.length; at += 1) {
    const code = wanted.charCodeAt(at);
    while (length > 0 && wanted.charCodeAt(length) !== code) length = table[length - 1] ?? 0;
    if (wanted.charCodeAt(length) === code) length += 1;
    table[at] = length;
  }
  return table;
}
