/** Texts shorter than this are never cut: names, states, ids. */
const SHORT = 120;

/** What was left out of a list, in words. */
export type CutNotes = string[];

/**
 * Cuts a JSON value down to about `room` characters. Every part gets an equal share; what small parts leave over goes to
 * the large ones. Cut texts end in a note; cut lists lose their tail, which is said in `notes`.
 */
export function shrink(value: unknown, room: number, notes: CutNotes, name = "result"): unknown {
  if (typeof value === "string") return cutText(value, room);
  if (typeof value !== "object" || value === null) return value;
  if (sizeOf(value) <= room) return value;
  if (Array.isArray(value)) return cutList(value, room, notes, name);
  const entries = Object.entries(value);
  const shares = shareOut(
    entries.map(([key, field]) => key.length + sizeOf(field)),
    room,
  );
  return Object.fromEntries(
    entries.map(([key, field], index) => [key, shrink(field, (shares[index] ?? 0) - key.length, notes, key)]),
  );
}

function cutText(text: string, room: number): string {
  if (text.length <= Math.max(room, SHORT)) return text;
  const end = Math.max(room - 60, SHORT);
  const line = text.lastIndexOf("\n", end);
  const kept = text.slice(0, line > end / 2 ? line : end);
  return `${kept}\n[cut: ${text.length - kept.length} of ${text.length} characters not shown]`;
}

function cutList(rows: readonly unknown[], room: number, notes: CutNotes, name: string): unknown[] {
  const kept: unknown[] = [];
  let left = room;
  for (const row of rows) {
    const size = sizeOf(row) + 1;
    if (size > left && kept.length > 0) break;
    kept.push(size > left ? shrink(row, left, notes, name) : row);
    left -= size;
  }
  if (kept.length < rows.length) notes.push(`${name}: ${kept.length} of ${rows.length} shown`);
  return kept;
}

/** Equal shares, with what the small leave over given to the large. */
function shareOut(sizes: readonly number[], room: number): number[] {
  const shares = sizes.map(() => 0);
  let left = room;
  let open = sizes.map((_, index) => index);
  while (open.length > 0) {
    const equal = Math.floor(left / open.length);
    const small = open.filter((index) => (sizes[index] ?? 0) <= equal);
    if (small.length === 0) {
      for (const index of open) shares[index] = equal;
      break;
    }
    for (const index of small) {
      shares[index] = sizes[index] ?? 0;
      left -= sizes[index] ?? 0;
    }
    open = open.filter((index) => !small.includes(index));
  }
  return shares;
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}
