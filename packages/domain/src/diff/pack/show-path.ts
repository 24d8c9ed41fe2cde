const longest = 200;

/** A path as one line of bounded length: control characters escaped, the middle of a very long one left out. */
export function showPath(path: string): string {
  const safe = path.replace(
    /[\p{Cc}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return safe.length <= longest ? safe : `${safe.slice(0, 60)}…${safe.slice(61 - longest)}`;
}
