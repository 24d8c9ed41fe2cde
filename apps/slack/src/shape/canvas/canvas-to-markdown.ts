import { htmlTokens, type HtmlToken } from "./html-tokens.ts";
import { inlineText, isInline, longestRun } from "./inline-text.ts";
import { openLists } from "./open-lists.ts";
import { tableText } from "./table-text.ts";

/** Drawings and what is held ready for scripts: no text of the canvas. */
const HIDDEN = new Set(["svg", "template", "object"]);
/** What ends the paragraph before it. */
const BLOCKS = new Set([
  "p",
  "div",
  "section",
  "article",
  "main",
  "body",
  "header",
  "footer",
  "ul",
  "ol",
  "table",
  "tr",
]);
const HEADING = /^h([1-6])$/;
/** Quotes within quotes are shown so deep. */
const MOST_QUOTES = 4;

type Open = Extract<HtmlToken, { kind: "open" }>;

/**
 * A canvas as Slack lets it be downloaded (the HTML of its editor) in the Markdown that canvases are written in: people and
 * channels as `![](@U…)` and `![](#C…)`, check boxes, tables. Never throws; its time grows with the length alone.
 */
export function canvasToMarkdown(html: string): string {
  const writer = canvasWriter();
  for (const token of htmlTokens(html)) writer.take(token);
  return writer.text();
}

/** Whether a text is such HTML rather than Markdown. */
export function isCanvasHtml(text: string): boolean {
  return /^\s*<(?:!doctype|html|body|h[1-6]|p|div|ul|ol|table|blockquote|pre|hr|control)[\s/>]/i.test(text);
}

function canvasWriter() {
  const blocks: string[] = [];
  const words = inlineText();
  const lists = openLists();
  let table: ReturnType<typeof tableText> | undefined;
  let hidden = 0;
  let quotes = 0;
  let heading = 0;
  let pre: string | undefined;

  const push = (block: string, tight = false) => {
    const prefix = "> ".repeat(Math.min(quotes, MOST_QUOTES));
    const lines = prefix === "" ? block : block.replaceAll(/^/gm, prefix);
    blocks.push(tight && blocks.length > 0 ? `\n${lines}` : `${blocks.length > 0 ? "\n\n" : ""}${lines}`);
  };
  /** Ends a paragraph, heading or item; within a table, only a line of a cell. */
  const flush = () => {
    if (table) {
      words.add("\n");
      return;
    }
    const text = tidy(words.take());
    if (heading > 0) {
      if (text !== "") push(`${"#".repeat(heading)} ${text.replaceAll("\n", " ")}`);
    } else if (text !== "") {
      const item = lists.place();
      if (item === undefined) push(plain(text));
      else push(item.first + text.replaceAll("\n", `\n${item.next}`), item.tight);
    }
  };
  const endTable = () => {
    const text = table?.text() ?? "";
    table = undefined;
    words.take();
    if (text !== "") push(text);
  };
  const endCode = () => {
    const text = (pre ?? "").replace(/^\n/, "").trimEnd();
    pre = undefined;
    if (text === "") return;
    const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
    push(`${fence}\n${text}\n${fence}`);
  };

  const open = ({ name, attributes }: Open) => {
    if (pre !== undefined) {
      if (name === "br") pre += "\n";
    } else if (name === "br") words.add("\n");
    else if (name === "img") words.add(pictureOf(attributes));
    else if (isInline(name)) words.open(name, attributes.get("href"));
    else if (table && name === "tr") {
      words.take();
      table.row();
    } else if (table && (name === "td" || name === "th")) words.take();
    else if (table) flush();
    else if (name === "table") {
      flush();
      table = tableText();
    } else if (name === "hr") {
      flush();
      push("---");
    } else if (name === "pre") {
      flush();
      pre = "";
    } else if (name === "blockquote") {
      flush();
      quotes += 1;
    } else if (HEADING.test(name)) {
      flush();
      heading = Number(name[1]);
    } else if (name === "li") {
      flush();
      lists.item((attributes.get("class") ?? "").split(/\s+/).includes("checked"));
    } else if (BLOCKS.has(name)) {
      flush();
      if (name === "div") lists.openSection(attributes.get("data-section-style"));
      if (name === "ul" || name === "ol") lists.open(name === "ol");
    }
  };
  const close = (name: string) => {
    if (pre !== undefined) {
      if (name === "pre") endCode();
    } else if (isInline(name)) words.close(name);
    else if (table && (name === "td" || name === "th")) table.cell(words.take());
    else if (name === "table" && table) endTable();
    else if (table) flush();
    else if (name === "blockquote") {
      flush();
      quotes = Math.max(0, quotes - 1);
    } else if (HEADING.test(name)) {
      flush();
      heading = 0;
    } else if (name === "li") {
      flush();
      lists.endItem();
    } else if (BLOCKS.has(name)) {
      flush();
      if (name === "div") lists.closeSection();
      if (name === "ul" || name === "ol") lists.close();
    }
  };

  return {
    take(token: HtmlToken) {
      if (token.kind !== "text" && HIDDEN.has(token.name))
        hidden = Math.max(0, hidden + (token.kind === "open" ? 1 : -1));
      else if (hidden > 0) return;
      else if (token.kind === "open") open(token);
      else if (token.kind === "close") close(token.name);
      else if (pre === undefined) words.add(token.text.replaceAll(/\s+/g, " "));
      else pre += token.text;
    },
    text(): string {
      if (pre !== undefined) endCode();
      if (table) endTable();
      flush();
      return blocks.join("");
    },
  };
}

/** Lines without the blanks around them, nor the empty ones that a line break at the end leaves. */
function tidy(text: string): string {
  return text
    .replaceAll("\u200b", "")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

/** A paragraph that is no heading, whatever it begins with. */
function plain(text: string): string {
  return text.replaceAll(/^(?=#{1,6} )/gm, "\\");
}

/** An emoji is told by the words beside it; a picture by its name and its file. */
function pictureOf(attributes: ReadonlyMap<string, string>): string {
  if (attributes.has("data-is-slack")) return "";
  const [name = "", file] = (attributes.get("alt") ?? "").split("_SLACK_FILE_ALT_PLACEHOLDER_");
  const facts = [name, file].filter((fact) => fact !== undefined && fact !== "");
  return facts.length > 0 ? `[picture: ${facts.join(", ")}]` : "";
}
