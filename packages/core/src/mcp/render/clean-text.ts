/**
 * Characters that people cannot see but models read: controls, bidirectional marks, tags and everything else that
 * Unicode lets a renderer ignore. Kept are tab and line ends, the joiners that emoji and many scripts need, and the two
 * selectors that choose between text and emoji.
 */
// oxlint-disable-next-line no-misleading-character-class -- joiners and selectors are meant each by itself
const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--[\t\n\r\u200c\u200d\ufe0e\ufe0f]]/v;
const EVERY_INVISIBLE = new RegExp(INVISIBLE, "gv");

/** Strips invisible characters from every text of a JSON value, keys too. Gives back the same value where there are none. */
export function cleanText<Value>(value: Value): Value;
export function cleanText(value: unknown): unknown {
  if (typeof value === "string") return cleanString(value);
  if (Array.isArray(value)) return cleanList(value);
  return typeof value === "object" && value !== null ? cleanObject(value) : value;
}

function cleanString(text: string): string {
  return INVISIBLE.test(text) ? text.replace(EVERY_INVISIBLE, "") : text;
}

function cleanList(list: readonly unknown[]): readonly unknown[] {
  const cleaned = list.map((item) => cleanText(item));
  return cleaned.some((item, index) => item !== list[index]) ? cleaned : list;
}

function cleanObject(object: object): object {
  const entries = Object.entries(object);
  const cleaned = entries.map(([key, field]) => [cleanString(key), cleanText(field as unknown)] as const);
  const changed = cleaned.some(([key, field], index) => key !== entries[index]?.[0] || field !== entries[index][1]);
  // Not by assignment: a field named __proto__ would become the prototype.
  return changed ? Object.fromEntries(cleaned) : object;
}
