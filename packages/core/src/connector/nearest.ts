import { editDistance } from "./edit-distance.ts";

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
