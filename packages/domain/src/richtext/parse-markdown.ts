import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** CommonMark with GitHub's tables, task lists, strikethrough and bare links. Never throws. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** Stands for a `<` that Slack could act on, while a text is parsed. */
export const SHADOW = "\uE002";

/** A stretch of a source text, by offsets. */
export interface Range {
  from: number;
  to: number;
}

/** Every node with its place in the source, parents first. */
export function* walk(node: Nodes): Generator<{ node: Nodes; range: Range }> {
  const { position } = node;
  if (position?.start.offset !== undefined && position.end.offset !== undefined) {
    yield { node, range: { from: position.start.offset, to: position.end.offset } };
  }
  if ("children" in node) for (const child of node.children) yield* walk(child);
}

/** Where the source holds code, inline or in blocks: its text is not to be read as anything else. */
export function codeRanges(markdown: string): Range[] {
  // `<!channel>` would begin a block of HTML, and hide the code behind it.
  const shadow = markdown.replaceAll(/<(?=[!@#])/g, SHADOW);
  return [...walk(parseMarkdown(shadow))]
    .filter(({ node }) => node.type === "code" || node.type === "inlineCode")
    .map(({ range }) => range);
}

/** Rewrites a source piece by piece, code apart from prose. */
export function mapPieces(
  markdown: string,
  rewrite: { prose: (text: string) => string; code: (text: string) => string },
): string {
  let end = 0;
  let out = "";
  for (const { from, to } of codeRanges(markdown)) {
    out += rewrite.prose(markdown.slice(end, from)) + rewrite.code(markdown.slice(from, to));
    end = to;
  }
  return out + rewrite.prose(markdown.slice(end));
}
