import { linkInMarkdown } from "./link-in-markdown.ts";
import { mrkdwnToMarkdown, sentToMarkdown } from "./mrkdwn-to-markdown.ts";
import type { Names } from "./names.ts";
import { listOf, richTextToMarkdown } from "./rich-text-to-markdown.ts";
import { textIn } from "./text-in.ts";

type Json = Readonly<Record<string, unknown>>;

/** Blocks, as apps send them, as Markdown. Blocks that Slack adds one day are passed over. */
export function blocksToMarkdown(blocks: unknown, names: Names): string {
  return listOf(blocks)
    .map((block) => blockToMarkdown(block, names))
    .filter((text) => text !== "")
    .join("\n");
}

function blockToMarkdown(block: Json, names: Names): string {
  switch (block["type"]) {
    case "rich_text":
      return richTextToMarkdown(block, names);
    case "header":
      return `**${textOf(block["text"], names)}**`;
    case "section":
      return section(block, names);
    case "context":
      return listOf(block["elements"])
        .map((element) => (element["type"] === "image" ? image(element) : textOf(element, names)))
        .filter((text) => text !== "")
        .join(" ");
    case "image":
      return image(block, textOf(block["title"], names));
    case "divider":
      return "---";
    case "actions":
      return listOf(block["elements"])
        .flatMap((element) => button(element, names))
        .join(" ");
    case "markdown":
      return sentToMarkdown(textIn(block["text"]) ?? "", names);
    case "table":
      return table(block, names);
    case "video":
      return [textOf(block["title"], names), textIn(block["title_url"]) ?? textIn(block["video_url"]) ?? ""]
        .join(" ")
        .trim();
    default:
      return "";
  }
}

function section(block: Json, names: Names): string {
  const fields = listOf(block["fields"]).map((field) => textOf(field, names).replace(/\n/, ": "));
  const accessory = block["accessory"] as Json | undefined;
  const beside = accessory?.["type"] === "image" ? [image(accessory)] : accessory ? button(accessory, names) : [];
  return [textOf(block["text"], names), ...fields, ...beside].filter((text) => text !== "").join("\n");
}

function textOf(value: unknown, names: Names): string {
  const { type, text } = (value ?? {}) as { type?: unknown; text?: unknown };
  if (typeof text !== "string") return "";
  return type === "mrkdwn" ? mrkdwnToMarkdown(text, names) : text;
}

function image(block: Json, title = ""): string {
  const words = title === "" ? (textIn(block["alt_text"]) ?? "image") : title;
  const url = block["image_url"];
  return typeof url === "string" ? `!${linkInMarkdown(words, url)}` : `[image: ${words}]`;
}

function button(element: Json, names: Names): string[] {
  const label = textOf(element["text"], names);
  if (label === "") return [];
  const url = element["url"];
  return [typeof url === "string" ? linkInMarkdown(label, url) : `[${label}]`];
}

function table(block: Json, names: Names): string {
  const rows = (Array.isArray(block["rows"]) ? block["rows"] : []).map((row) =>
    listOf(row).map((cell) =>
      (cell["type"] === "rich_text" ? richTextToMarkdown(cell, names) : (textIn(cell["text"]) ?? ""))
        .replaceAll("|", "\\|")
        .replaceAll("\n", " "),
    ),
  );
  const [head = [], ...body] = rows;
  if (head.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}
