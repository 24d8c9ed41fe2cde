const counts = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

const UNITS = [
  ["ms", 1],
  ["s", 1_000],
  ["min", 60_000],
  ["h", 3_600_000],
  ["days", 86_400_000],
] as const;
const SIZES = ["bytes", "KiB", "MiB", "GiB"] as const;

/** A number as people read it: `86,400`, `2.5`. */
export function shownCount(count: number): string {
  return counts.format(count);
}

/** Milliseconds in the unit that suits them: `0.7 ms`, `12 s`, `24 h`. */
export function shownDuration(ms: number): string {
  if (ms > 0 && ms < 0.1) return "under 0.1 ms";
  // Two of a unit and more: 90 seconds are no minute and a half.
  const [unit, each] = UNITS.findLast(([, size]) => ms >= (size === 1_000 ? 1 : 2) * size) ?? UNITS[0];
  return `${shownCount(ms / each)} ${unit}`;
}

/** Bytes in the unit that suits them: `512 bytes`, `4 MiB`. */
export function shownSize(bytes: number): string {
  const power = Math.min(SIZES.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${shownCount(bytes / 1024 ** power)} ${SIZES[power]}`;
}
