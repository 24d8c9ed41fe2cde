const DAY_MS = 86_400_000;

const start = (text: string): number => Date.parse(text);

/** A day means all of it. */
const end = (text: string): number => (/^\d{4}-\d\d-\d\d$/.test(text) ? start(text) + DAY_MS - 1 : start(text));

/** True where a time is inside what `created:` and its like say: `2026-01-01`, `>=2026-01-01`, `2026-01-01..2026-02-01`, `*` for an open end. */
export function inDateRange(atMs: number | null, range: string): boolean {
  if (atMs === null) return false;
  const between = /^(.+)\.\.(.+)$/.exec(range);
  if (between?.[1] && between[2]) {
    const [, from, to] = between;
    return (from === "*" || atMs >= start(from)) && (to === "*" || atMs <= end(to));
  }
  const compared = /^(>=|<=|>|<)(.+)$/.exec(range);
  if (!compared?.[2]) return atMs >= start(range) && atMs <= end(range);
  const [, sign, bound] = compared;
  if (sign === ">=") return atMs >= start(bound);
  if (sign === ">") return atMs > end(bound);
  return sign === "<=" ? atMs <= end(bound) : atMs < start(bound);
}

/** The same for counts: `comments:>3`, `comments:2..5`. */
export function inNumberRange(value: number, range: string): boolean {
  const between = /^(\d+|\*)\.\.(\d+|\*)$/.exec(range);
  if (between?.[1] && between[2]) {
    const [, from, to] = between;
    return (from === "*" || value >= Number(from)) && (to === "*" || value <= Number(to));
  }
  const compared = /^(>=|<=|>|<)?(\d+)$/.exec(range);
  if (!compared?.[2]) return false;
  const bound = Number(compared[2]);
  if (compared[1] === ">=") return value >= bound;
  if (compared[1] === "<=") return value <= bound;
  if (compared[1] === ">") return value > bound;
  return compared[1] === "<" ? value < bound : value === bound;
}
