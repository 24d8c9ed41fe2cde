import { decodeEntities } from "./entities.ts";

export type HtmlToken =
  | { kind: "text"; text: string }
  | { kind: "open"; name: string; attributes: ReadonlyMap<string, string> }
  | { kind: "close"; name: string };

/** What is in these is no text for anybody. */
const UNREAD = new Set(["script", "style", "title", "textarea", "noscript", "noembed", "noframes", "iframe", "xmp"]);

const OPEN = /<([a-z][^\s/>]*)/iy;
const CLOSE = /<\/([a-z][^\s/>]*)/iy;
const ATTRIBUTE = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y;
const TAG_END = /[^>]*>/y;

/**
 * Tags and text of HTML, in one pass whose time grows with its length alone. What is broken is text, what is cut off ends it;
 * comments and scripts are left out.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    if (next !== at) {
      yield text(html.slice(at, next === -1 ? undefined : next));
      if (next === -1) return;
      at = next;
    }
    const after = html[at + 1] ?? "";
    if (after === "!" || after === "?") {
      at = endOfMarkup(html, at);
    } else if (after === "/") {
      const name = match(CLOSE, html, at);
      if (name?.[1] !== undefined) yield { kind: "close", name: name[1].toLowerCase() };
      // `</>` and the like are nothing at all, as in a browser.
      at = endAfter(html, ">", at);
    } else {
      const opened = openTag(html, at);
      if (opened === undefined) {
        yield text("<");
        at += 1;
      } else if (opened.end === undefined) {
        return;
      } else {
        const { name, attributes, end } = opened;
        if (!UNREAD.has(name)) yield { kind: "open", name, attributes };
        at = UNREAD.has(name) ? endOfUnread(html, end, name) : end;
      }
    }
  }
}

const text = (raw: string): HtmlToken => ({ kind: "text", text: decodeEntities(raw) });

function match(pattern: RegExp, html: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(html) ?? undefined;
}

/** Behind a comment, a doctype or an instruction. One that is never closed takes all that follows. */
function endOfMarkup(html: string, at: number): number {
  return html.startsWith("<!--", at) ? endAfter(html, "-->", at + 2) : endAfter(html, ">", at);
}

function endAfter(html: string, mark: string, from: number): number {
  const end = html.indexOf(mark, from);
  return end === -1 ? html.length : end + mark.length;
}

/** A tag with its attributes; without `end` where it is cut off, undefined where it is none. */
function openTag(html: string, at: number) {
  const opened = match(OPEN, html, at);
  if (opened?.[1] === undefined) return undefined;
  const attributes = new Map<string, string>();
  let end = at + opened[0].length;
  for (let found = match(ATTRIBUTE, html, end); found; found = match(ATTRIBUTE, html, end)) {
    const [whole, name = "", double, single, bare] = found;
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decodeEntities(double ?? single ?? bare ?? ""));
    end += whole.length;
  }
  const rest = match(TAG_END, html, end);
  return { name: opened[1].toLowerCase(), attributes, end: rest && end + rest[0].length };
}

/** Behind what is not read, up to its own closing tag. */
function endOfUnread(html: string, from: number, name: string): number {
  const closing = new RegExp(`</${name}`, "ig");
  closing.lastIndex = from;
  const found = closing.exec(html);
  return found === null ? html.length : endAfter(html, ">", found.index);
}
