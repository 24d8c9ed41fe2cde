/**
 * True when a GraphQL request body can only read: one JSON object whose document defines queries and fragments alone.
 * Anything else, batches and what does not parse included, counts as a write.
 */
export function isGraphqlQuery(body: string): boolean {
  const document = documentOf(body);
  return document !== undefined && definitionsOf(document)?.every((keyword) => keyword !== "mutation") === true;
}

function documentOf(body: string): string | undefined {
  try {
    const request: unknown = JSON.parse(body);
    const isObject = typeof request === "object" && request !== null && !Array.isArray(request);
    return isObject && "query" in request && typeof request.query === "string" ? request.query : undefined;
  } catch {
    return undefined;
  }
}

// Block strings, strings, comments, names, and any other character that is no ignored one (GraphQL spec §2.1).
const TOKEN = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n\r])*"|#[^\n\r]*|[A-Za-z_]\w*|[^\s,\uFEFF]/g;
const KEYWORDS = new Set(["query", "mutation", "fragment"]);

/** The keyword of each top-level definition; undefined when the brackets or keywords are not those of a document. */
function definitionsOf(document: string): string[] | undefined {
  const keywords: string[] = [];
  let depth = 0;
  let inHead = false;
  for (const [token] of document.matchAll(TOKEN)) {
    if (token.startsWith("#")) continue;
    if (token === '"') return undefined;
    if (depth === 0 && !inHead) {
      const keyword = token === "{" ? "query" : token;
      if (!KEYWORDS.has(keyword)) return undefined;
      keywords.push(keyword);
      inHead = true;
    }
    if (token === "{" || token === "(" || token === "[") depth += 1;
    if (token === "}" || token === ")" || token === "]") depth -= 1;
    // Only the selection set ends a definition: variables and directives before it close other brackets.
    if (token === "}" && depth === 0) inHead = false;
    if (depth < 0) return undefined;
  }
  return depth === 0 && !inHead && keywords.length > 0 ? keywords : undefined;
}
