/** A time or date of ISO 8601 as GitHub describes its `since` and `until`: a moment, in UTC. A date is its beginning. */
export function utcTime(text: string): string;
export function utcTime(text: string | undefined): string | undefined;
export function utcTime(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(text).toISOString();
}
