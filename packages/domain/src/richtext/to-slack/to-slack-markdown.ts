import { toString } from "mdast-util-to-string";
import { markMentions } from "../mentions.ts";
import { mapPieces, parseMarkdown, walk } from "../parse-markdown.ts";
import { inertCode, inertProse } from "./inert.ts";
import { isLinkTarget } from "./link-target.ts";

/**
 * Markdown as Slack's `markdown_text` may have it: every mention that was resolved is Slack's token, and nothing else in it
 * notifies anybody or becomes a link to something other than a page.
 *
 * @param tokens What each raw mention of `findMentions` becomes; those that are not in it stay text.
 */
export function toSlackMarkdown(markdown: string, tokens: ReadonlyMap<string, string> = new Map()): string {
  const { text, restore } = markMentions(markdown, tokens);
  const plain = withoutOddLinks(text);
  return restore(mapPieces(plain, { prose: inertProse, code: inertCode }));
}

/** `[x](!channel)` would be `<!channel|x>` in Slack's own markup: such links become their words. */
function withoutOddLinks(markdown: string): string {
  const odd = [...walk(parseMarkdown(markdown))].filter(
    ({ node }) => (node.type === "link" || node.type === "definition") && !isLinkTarget(node.url),
  );
  let out = markdown;
  for (const { node, range } of odd.toReversed()) {
    const words = node.type === "definition" ? "" : toString(node).replaceAll(/[[\]]/g, "");
    out = out.slice(0, range.from) + words + out.slice(range.to);
  }
  return out;
}
