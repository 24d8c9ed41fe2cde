/**
 * Characters that people cannot see but models read: zero-width and bidirectional controls, variation selectors used as
 * carriers, tag characters, soft hyphens and C0/C1 controls other than tab and newline.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u;
const EVERY_INVISIBLE = new RegExp(INVISIBLE.source, "gu");

/** Strips invisible characters from every string of a value; returns the same value when there is nothing to strip. */
export function cleanText(value: unknown): unknown {
  if (typeof value === "string") return INVISIBLE.test(value) ? cleanLine(value) : value;
  if (Array.isArray(value)) return value.map(cleanText);
  if (typeof value !== "object" || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) out[key] = cleanText(field);
  return out;
}

function cleanLine(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(EVERY_INVISIBLE, "");
}
