/**
 * Characters that people cannot see but models read: controls, bidirectional marks, tags and everything else that
 * Unicode lets a renderer ignore. Kept are tab and line ends, the joiners that emoji and many scripts need, and the two
 * selectors that choose between text and emoji.
 */
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\t\n\r\u200c\u200d\ufe0e\ufe0f]]/v;
const EVERY_INVISIBLE = new RegExp(INVISIBLE, "gv");

/** Strips invisible characters from every string of a value; returns the same value when there is nothing to strip. */
export function cleanText(value: unknown): unknown {
  if (typeof value === "string") return INVISIBLE.test(value) ? value.replace(EVERY_INVISIBLE, "") : value;
  if (Array.isArray(value)) return value.map(cleanText);
  if (typeof value !== "object" || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) out[key] = cleanText(field);
  return out;
}
