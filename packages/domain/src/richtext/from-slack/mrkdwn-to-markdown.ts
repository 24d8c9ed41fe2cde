import { fencedCode } from "./code-in-markdown.ts";
import { linkInMarkdown } from "./link-in-markdown.ts";
import { token, type Names } from "./names.ts";

const TOKEN = /<([@#!]?)([^<>\n|]*)(?:\|([^<>\n]*))?>/g;
const QUOTE = "&gt;&gt;&gt;";
const QUOTE_LINE = /^&gt;&gt;&gt;/m;
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;

/** Slack's own markup as Markdown: emphasis, links, lists, code; people and channels with their names. */
export function mrkdwnToMarkdown(mrkdwn: string, names: Names = {}): string {
  return quoted(mrkdwn)
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? code(part, names) : prose(part, names)))
    .join("");
}

/** Markdown that Slack keeps as it was sent: its tokens get their names, and what was made inert reads as it was written. */
export function sentToMarkdown(markdown: string, names: Names = {}): string {
  return markdown
    .replaceAll(TOKEN, (all, sign: string, body: string, label: string | undefined) =>
      sign === "" ? all : reference(sign, body, label, names),
    )
    .replaceAll(/&lt;(?=\s*[!@#])/g, "<");
}

/** `>>>` makes a quote of everything that follows it; in code it is no sign. */
function quoted(mrkdwn: string): string {
  if (!mrkdwn.includes(QUOTE)) return mrkdwn;
  let start = 0;
  for (const [index, part] of mrkdwn.split(CODE).entries()) {
    const at = index % 2 === 1 ? -1 : part.search(QUOTE_LINE);
    const from = start + at;
    if (at >= 0 && (from === 0 || mrkdwn[from - 1] === "\n"))
      return (
        mrkdwn.slice(0, from) +
        mrkdwn
          .slice(from + QUOTE.length)
          .trimStart()
          .replaceAll(/^/gm, "&gt; ")
      );
    start += part.length;
  }
  return mrkdwn;
}

/** Code keeps its characters; Slack still writes links in it as tokens. */
function code(text: string, names: Names): string {
  const plain = decode(
    text.replaceAll(TOKEN, (_all, sign: string, body: string, label: string | undefined) =>
      sign === "" ? (label ?? body) : reference(sign, body, label, names),
    ),
  );
  if (!plain.startsWith("```")) return plain;
  const inner = plain.slice(3, -3).replace(/^\n/, "").replace(/\n$/, "");
  return fencedCode(inner);
}

function prose(text: string, names: Names): string {
  const tokens: string[] = [];
  const keep = (shown: string): string => `\uE000${tokens.push(shown) - 1}\uE001`;
  const marked = text
    .replaceAll(/[\uE000\uE001]/g, "")
    .replaceAll(TOKEN, (_all, sign: string, body: string, label: string | undefined) =>
      keep(sign === "" ? link(body, label) : reference(sign, body, label, names)),
    );
  const styled = marked
    .replaceAll(emphasis("*"), "$1**$2**")
    .replaceAll(emphasis("~"), "$1~~$2~~")
    .replaceAll(/^(\s*)(?:•|◦|▪) ?/gm, "$1- ");
  return decode(styled).replaceAll(/\uE000(\d+)\uE001/g, (_mark, index: string) => tokens[Number(index)] ?? "");
}

/** Signs count where they stand around words, as in Slack. */
function emphasis(sign: string): RegExp {
  const s = `\\${sign}`;
  return new RegExp(`(^|[\\s([{"'_~*>–—-])${s}(?=\\S)([^\\n${s}]*[^\\s${s}])${s}(?=$|[\\s)\\]}.,:;!?"'_~*…–—-])`, "gm");
}

function reference(sign: string, body: string, label: string | undefined, names: Names): string {
  const shown = label === undefined ? undefined : decode(label);
  if (sign === "@") return token.user(body, names, shown);
  if (sign === "#") return token.channel(body, names, shown);
  if (body.startsWith("subteam^")) return token.usergroup(body.slice("subteam^".length), names, shown);
  if (body.startsWith("date^")) return shown ?? "";
  return /^(?:channel|here|everyone)$/.test(body) ? `@${body}` : (shown ?? body);
}

function link(url: string, label: string | undefined): string {
  const target = decode(url);
  const words = label === undefined ? undefined : decode(label);
  if (words === undefined || words === target || `mailto:${words}` === target) return target.replace(/^mailto:/, "");
  return linkInMarkdown(words, target);
}

/** The three entities of Slack's markup; the ampersand last, or `&amp;lt;` would become `<`. */
function decode(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
