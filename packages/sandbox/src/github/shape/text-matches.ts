/** Characters around the first hit that a fragment shows. */
const BEFORE = 80;
const LENGTH = 220;

/**
 * `text_matches`: a fragment of the text around each term's first hit, whole lines where possible, with the places of all
 * hits in it. Only the text-match media type carries them.
 */
export function textMatchesShape(
  text: string,
  terms: readonly string[],
  about: { url: string; type: string; property: string },
) {
  const lower = text.toLowerCase();
  const fragments = new Set<string>();
  for (const term of terms) {
    const at = lower.indexOf(term);
    if (at < 0) continue;
    const from = lower.lastIndexOf("\n", Math.max(0, at - BEFORE)) + 1;
    const start = at - from > BEFORE * 2 ? at - BEFORE : from;
    const stop = text.indexOf("\n", start + LENGTH);
    fragments.add(text.slice(start, stop < 0 || stop - start > LENGTH * 2 ? start + LENGTH : stop));
  }
  return [...fragments].map((fragment) => ({
    object_url: about.url,
    object_type: about.type,
    property: about.property,
    fragment,
    matches: terms.flatMap((term) => hits(fragment, term)),
  }));
}

function hits(fragment: string, term: string): { text: string; indices: number[] }[] {
  if (term === "") return [];
  const lower = fragment.toLowerCase();
  const found: { text: string; indices: number[] }[] = [];
  for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + term.length)) {
    found.push({ text: fragment.slice(at, at + term.length), indices: [at, at + term.length] });
  }
  return found;
}
