/** One qualifier: `-label:"good first issue"`. */
export interface Qualifier {
  readonly name: string;
  readonly value: string;
  readonly negated: boolean;
}

export interface SearchQuery {
  /** Lower-case words and phrases, all of which must occur. */
  readonly terms: readonly { readonly text: string; readonly negated: boolean }[];
  readonly qualifiers: readonly Qualifier[];
}

const TOKEN = /(-?)(?:([a-z][a-z-]*):)?(?:"((?:[^"\\]|\\.)*)"|(\S+))/gi;

/** Qualifier names of issue search; other words with a colon are plain text. */
const NAMES = new Set(
  (
    "assignee author base closed comments commenter created draft head in involves is label linked mentions merged " +
    "milestone no org owner repo review review-requested reviewed-by sort state team type updated user archived status sha language"
  ).split(" "),
);

/** Takes a search box text apart. */
export function parseQuery(text: string): SearchQuery {
  const terms: { text: string; negated: boolean }[] = [];
  const qualifiers: Qualifier[] = [];
  for (const [whole, minus, name, quoted, bare] of text.matchAll(TOKEN)) {
    const value = quoted === undefined ? (bare ?? "") : quoted.replaceAll(/\\(.)/g, "$1");
    const negated = minus === "-";
    if (name !== undefined && NAMES.has(name.toLowerCase()))
      qualifiers.push({ name: name.toLowerCase(), value, negated });
    else if (whole === "NOT" || whole === "AND" || whole === "OR") continue;
    else terms.push({ text: (name === undefined ? value : `${name}:${value}`).toLowerCase(), negated });
  }
  return { terms, qualifiers };
}
