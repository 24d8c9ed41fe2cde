/** One qualifier: `-label:"good first issue"`. */
export interface Qualifier {
  readonly name: string;
  readonly value: string;
  readonly negated: boolean;
}

export interface Term {
  /** A lower-case word or phrase. */
  readonly text: string;
  readonly negated: boolean;
}

/** What a row must fulfil: words and qualifiers, joined by AND (a space is one), OR, NOT and brackets. */
export type Condition =
  | { readonly kind: "all" | "any"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | { readonly kind: "term"; readonly term: Term }
  | { readonly kind: "qualifier"; readonly qualifier: Qualifier };

export interface SearchQuery {
  /** All words and phrases, wherever they stand. */
  readonly terms: readonly Term[];
  /** All qualifiers, wherever they stand. */
  readonly qualifiers: readonly Qualifier[];
  readonly where: Condition;
}

const TOKEN = /[()]|(-?)(?:([a-z][a-z-]*):)?(?:"((?:[^"\\]|\\.)*)"|([^\s()]+))/gi;

/** Qualifier names of issue search; other words with a colon are plain text. */
const NAMES = new Set(
  (
    "assignee author base closed comments commenter created draft head in involves is label linked mentions merged " +
    "milestone no org owner repo review review-requested reviewed-by sort state team type updated user archived status sha language"
  ).split(" "),
);

type Token = "(" | ")" | "AND" | "OR" | "NOT" | Condition;

/** Takes a search box text apart. */
export function parseQuery(text: string): SearchQuery {
  const tokens = tokensOf(text);
  return {
    terms: tokens.flatMap((token) => (typeof token === "object" && token.kind === "term" ? token.term : [])),
    qualifiers: tokens.flatMap((token) =>
      typeof token === "object" && token.kind === "qualifier" ? token.qualifier : [],
    ),
    where: conditionOf(tokens),
  };
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(([whole, minus, name, quoted, bare]): Token => {
    if (whole === "(" || whole === ")" || whole === "AND" || whole === "OR" || whole === "NOT") return whole;
    const value = quoted === undefined ? (bare ?? "") : quoted.replaceAll(/\\(.)/g, "$1");
    const negated = minus === "-";
    if (name !== undefined && NAMES.has(name.toLowerCase()))
      return { kind: "qualifier", qualifier: { name: name.toLowerCase(), value, negated } };
    const words = (name === undefined ? value : `${name}:${value}`).toLowerCase();
    return { kind: "term", term: { text: words, negated } };
  });
}

/** AND binds closer than OR. A bracket without its other half stands for nothing. */
function conditionOf(tokens: readonly Token[]): Condition {
  let at = 0;
  const any = (depth: number): Condition => {
    const parts = [all(depth)];
    while (tokens[at] === "OR") {
      at += 1;
      parts.push(all(depth));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: "any", parts };
  };
  const all = (depth: number): Condition => {
    const parts: Condition[] = [];
    for (let token = tokens[at]; token !== undefined && token !== "OR"; token = tokens[at]) {
      if (token === ")" && depth > 0) break;
      if (token === "AND" || token === ")") at += 1;
      else parts.push(one(depth));
    }
    return { kind: "all", parts };
  };
  const one = (depth: number): Condition => {
    const token = tokens[at];
    at += 1;
    if (token === "NOT") return { kind: "not", part: one(depth) };
    if (typeof token === "object") return token;
    const inner = token === "(" ? any(depth + 1) : { kind: "all" as const, parts: [] };
    if (token === "(" && tokens[at] === ")") at += 1;
    return inner;
  };
  return any(0);
}
