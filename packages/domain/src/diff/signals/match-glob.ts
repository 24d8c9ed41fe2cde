/**
 * Whether a path matches a pattern as .gitattributes reads it: `*` and `?` stay inside a segment, `**` spans segments,
 * and a pattern without a slash matches the file name at any depth. Takes time proportional to pattern times path.
 */
export function matchGlob(pattern: string, path: string): boolean {
  const parts = pattern.replace(/^\//, "").split("/");
  const segments = path.split("/");
  if (!pattern.includes("/"))
    return matchSequence(Array.from(pattern), Array.from(segments.at(-1) ?? ""), "*", sameCharacter);
  return matchSequence(parts, segments, "**", (part, segment) =>
    matchSequence(Array.from(part), Array.from(segment), "*", sameCharacter),
  );
}

function sameCharacter(wanted: string, given: string): boolean {
  return wanted === "?" || wanted === given;
}

/** Greedy wildcard matching: only the last wildcard met ever has to give back, so there is no exponential case. */
function matchSequence(
  pattern: readonly string[],
  items: readonly string[],
  wildcard: string,
  same: (wanted: string, given: string) => boolean,
): boolean {
  let p = 0;
  let at = 0;
  let wildcardAt = -1;
  let resumeAt = 0;
  while (at < items.length) {
    const wanted = pattern[p];
    if (wanted === wildcard) {
      wildcardAt = p;
      resumeAt = at;
      p += 1;
    } else if (wanted !== undefined && same(wanted, items[at] ?? "")) {
      p += 1;
      at += 1;
    } else if (wildcardAt >= 0) {
      resumeAt += 1;
      p = wildcardAt + 1;
      at = resumeAt;
    } else return false;
  }
  while (pattern[p] === wildcard) p += 1;
  return p === pattern.length;
}
