/** A search box text taken apart without knowing the kind of search: every `name:value` counts as a qualifier. */
export interface Words {
  /** Lower-case words and quoted phrases. */
  terms: string[];
  /** Qualifier name → values, in order; excluded ones have "-" before their name. */
  qualifiers: Map<string, string[]>;
  /** Number of AND, OR and NOT. */
  operators: number;
}

const TOKEN = /(-?[a-z][a-z-]*):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/gi;

export function parseWords(text: string): Words {
  const terms: string[] = [];
  const qualifiers = new Map<string, string[]>();
  let operators = 0;
  for (const [, name, quotedValue, value, phrase, word] of text.matchAll(TOKEN)) {
    if (name !== undefined) {
      const key = name.toLowerCase();
      qualifiers.set(key, [...(qualifiers.get(key) ?? []), quotedValue ?? value ?? ""]);
    } else if (word === "AND" || word === "OR" || word === "NOT") operators++;
    else terms.push((phrase ?? word ?? "").toLowerCase());
  }
  return { terms, qualifiers, operators };
}
