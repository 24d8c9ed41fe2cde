/** Milliseconds → GitHub's ISO 8601 with whole seconds. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function isoTimeOrNull(atMs: number | null | undefined): string | null {
  return atMs === null || atMs === undefined ? null : isoTime(atMs);
}
