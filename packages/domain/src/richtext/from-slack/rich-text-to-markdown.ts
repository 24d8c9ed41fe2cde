import { fencedCode, inlineCode } from "./code-in-markdown.ts";
import { linkInMarkdown } from "./link-in-markdown.ts";
import { token, type Names } from "./names.ts";
import { textIn } from "./text-in.ts";

type Json = Readonly<Record<string, unknown>>;

/** A `rich_text` block, what people type in Slack: paragraphs, lists, quotes, preformatted text. */
export function richTextToMarkdown(block: Json, names: Names): string {
  return listOf(block["elements"])
    .map((element) => part(element, names))
    .filter((text) => text !== "")
    .join("\n");
}

function part(element: Json, names: Names): string {
  const children = listOf(element["elements"]);
  switch (element["type"]) {
    case "rich_text_list":
      return list(element, names);
    case "rich_text_quote":
      return inlines(children, names).replaceAll(/^/gm, "> ");
    case "rich_text_preformatted":
      return fencedCode(children.map((child) => textIn(child["text"]) ?? textIn(child["url"]) ?? "").join(""));
    default:
      return inlines(children, names).replace(/\n$/, "");
  }
}

function list(element: Json, names: Names): string {
  const indent = "    ".repeat(Number(element["indent"] ?? 0));
  const offset = Number(element["offset"] ?? 0);
  return listOf(element["elements"])
    .map((item, index) => {
      const sign = element["style"] === "ordered" ? `${offset + index + 1}.` : "-";
      return `${indent}${sign} ${inlines(listOf(item["elements"]), names).trim()}`;
    })
    .join("\n");
}

function inlines(elements: readonly Json[], names: Names): string {
  return elements.map((element) => inline(element, names)).join("");
}

function inline(element: Json, names: Names): string {
  const text = typeof element["text"] === "string" ? element["text"] : "";
  switch (element["type"]) {
    case "text":
      return styled(text, element["style"]);
    case "link": {
      const url = textIn(element["url"]) ?? "";
      return styled(text === "" || text === url ? url : linkInMarkdown(text, url), element["style"]);
    }
    case "user":
      return token.user(String(element["user_id"]), names);
    case "channel":
      return token.channel(String(element["channel_id"]), names);
    case "usergroup":
      return token.usergroup(String(element["usergroup_id"]), names);
    case "emoji":
      return emoji(element);
    case "broadcast":
      return `@${String(element["range"])}`;
    case "date":
      return textIn(element["fallback"]) ?? new Date(Number(element["timestamp"]) * 1000).toISOString();
    case "color":
      return String(element["value"]);
    default:
      return text;
  }
}

/** By name, with the skin tone that Slack counts from 2 on. */
function emoji({ name, skin_tone: tone }: Json): string {
  return typeof tone === "number" ? `:${String(name)}::skin-tone-${tone}:` : `:${String(name)}:`;
}

/** Emphasis may not begin or end in white space. */
function styled(text: string, style: unknown): string {
  const { bold, italic, strike, code } = (style ?? {}) as Record<string, boolean | undefined>;
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (inner === "") return text;
  let out = code === true ? inlineCode(inner) : inner;
  if (strike === true) out = `~~${out}~~`;
  if (italic === true) out = `_${out}_`;
  if (bold === true) out = `**${out}**`;
  return before + out + after;
}

/** What should be a list of objects, and in messages of strangers may be anything. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter((item): item is Json => typeof item === "object" && item !== null) : [];
}
