import type { CatalogTool } from "./catalog-tool.ts";

const NAME_WEIGHT = 4;
const TITLE_WEIGHT = 2;
const FIELD_WEIGHT = 0.5;

/** Tools that share a word with the query, best first; a word in the name counts most. Ties by name. */
export function rankTools(tools: readonly CatalogTool[], query: string): CatalogTool[] {
  const wanted = wordsOf(query);
  return tools
    .map((entry) => ({ entry, score: scoreOf(entry, wanted) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.entry.tool.name < b.entry.tool.name ? -1 : 1))
    .map(({ entry }) => entry);
}

function scoreOf({ tool, toolset, fields }: CatalogTool, wanted: readonly string[]): number {
  const name = wordsOf(tool.name);
  const title = wordsOf(`${tool.title} ${toolset}`);
  const description = wordsOf(tool.description);
  const inputs = wordsOf([...fields].join(" "));
  let score = 0;
  for (const word of wanted) {
    if (name.includes(word)) score += NAME_WEIGHT;
    if (title.includes(word)) score += TITLE_WEIGHT;
    if (description.includes(word)) score += 1;
    if (inputs.includes(word)) score += FIELD_WEIGHT;
  }
  return score;
}

/** Lower-case words without their plural, so that "branches" finds `delete_branch`. */
function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => word.replace(/(?<=[a-z]{2}(?:ch|sh|x|ss))es$|(?<=[a-z]{2}[^s])s$/, ""));
}
