import type { List, ListItem, Nodes, Parents, Root, Table } from "mdast";
import { toString } from "mdast-util-to-string";
import { markMentions } from "../mentions.ts";
import { parseMarkdown, walk } from "../parse-markdown.ts";
import { escapeText, inLink, isLinkTarget } from "./link-target.ts";

/**
 * Markdown as Slack's own markup (mrkdwn), for fields that take no Markdown: edits, comments of files, sections of blocks.
 *
 * @param tokens What each raw mention of `findMentions` becomes; those that are not in it stay text.
 * @param options.links "bare" for fields in which Slack shows no labels.
 */
export function toMrkdwn(
  markdown: string,
  tokens: ReadonlyMap<string, string> = new Map(),
  { links = "labelled" }: { links?: "labelled" | "bare" } = {},
): string {
  const { text, restore } = markMentions(markdown, tokens);
  const root = parseMarkdown(text);
  return restore(blocks(root, { bare: links === "bare", targets: targetsOf(root) }));
}

interface Style {
  bare: boolean;
  bold?: boolean;
  /** Addresses of `[1]: https://…`, by their name. */
  targets: ReadonlyMap<string, string>;
}

function targetsOf(root: Root): Map<string, string> {
  return new Map(
    [...walk(root)].flatMap(({ node }) => (node.type === "definition" ? [[node.identifier, node.url] as const] : [])),
  );
}

function blocks({ children }: Parents, style: Style): string {
  return children
    .map((child) => block(child, style))
    .filter((text) => text !== "")
    .join("\n\n");
}

function block(node: Nodes, style: Style): string {
  switch (node.type) {
    case "heading":
      return `*${inlines(node, { ...style, bold: true })}*`;
    case "code":
      return fenced(node.value);
    case "blockquote":
      return blocks(node, style).replaceAll(/^/gm, "> ");
    case "list":
      return list(node, style, 0);
    case "table":
      return table(node);
    case "thematicBreak":
      return "———";
    case "html":
      return escapeText(node.value);
    case "definition":
    case "footnoteDefinition":
      return "";
    default:
      return "children" in node ? inlines(node, style) : inline(node, style);
  }
}

function list({ ordered, start, children }: List, style: Style, depth: number): string {
  return children
    .map((item, index) => {
      const sign = ordered === true ? `${(start ?? 1) + index}.` : "•";
      return `${"    ".repeat(depth)}${sign} ${listItem(item, style, depth)}`;
    })
    .join("\n");
}

function listItem({ checked, children }: ListItem, style: Style, depth: number): string {
  const box = checked === undefined || checked === null ? "" : checked ? "☑ " : "☐ ";
  const parts = children.map((child) =>
    child.type === "list"
      ? list(child, style, depth + 1)
      : block(child, style).replaceAll("\n", `\n${"    ".repeat(depth + 1)}`),
  );
  return box + parts.join("\n");
}

/** Slack's markup has no tables: columns side by side, as code. */
function table({ children }: Table): string {
  const rows = children.map((row) => row.children.map((cell) => toString(cell)));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return fenced(lines.join("\n"));
}

/** Slack's fences have one length: what would close them early is kept apart by a sign that nobody sees. */
function fenced(code: string): string {
  return `\`\`\`\n${escapeText(code.replaceAll("``", "`\u2060`").replaceAll("``", "`\u2060`"))}\n\`\`\``;
}

function inlines({ children }: Parents, style: Style): string {
  return children.map((child) => inline(child, style)).join("");
}

function inline(node: Nodes, style: Style): string {
  switch (node.type) {
    case "text":
    case "html":
      return escapeText(node.value);
    case "strong":
      // Within bold text, a second pair of signs would end it.
      return style.bold === true ? inlines(node, style) : around("*", inlines(node, { ...style, bold: true }));
    case "emphasis":
      return around("_", inlines(node, style));
    case "delete":
      return around("~", inlines(node, style));
    case "inlineCode":
      return `\`${escapeText(node.value)}\``;
    case "break":
      return "\n";
    case "link":
      return link(node.url, inlines(node, style), toString(node), style);
    case "linkReference":
      return link(style.targets.get(node.identifier) ?? "", inlines(node, style), toString(node), style);
    case "image":
      return link(node.url, escapeText(node.alt ?? ""), node.alt ?? "", style);
    default:
      return "children" in node ? inlines(node, style) : "";
  }
}

/** Emphasis around nothing would be shown as its signs. */
function around(sign: string, text: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return inner === "" ? text : `${before}${sign}${inner}${sign}${after}`;
}

function link(url: string, label: string, words: string, { bare }: Style): string {
  if (!isLinkTarget(url)) return label === "" ? escapeText(url) : label;
  const target = inLink(url);
  const itself = words === "" || words === url || `mailto:${words}` === url;
  if (bare) return itself ? escapeText(url) : `${label} ${escapeText(url)}`;
  return itself ? `<${target}>` : `<${target}|${label.replaceAll("\n", " ")}>`;
}
