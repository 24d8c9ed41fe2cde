import { mapPieces, SHADOW } from "./parse-markdown.ts";

/** Somebody or something that a text names, as it is written there. */
export interface Mention {
  kind: "user" | "channel" | "usergroup" | "email";
  /** `U…`, `C…`, `S…`, or the e-mail address. */
  ref: string;
  /** How it stands in the text. */
  raw: string;
}

const FORMS =
  /<@(?<user>[UW][A-Z0-9]{2,})(?:\|[^<>\n]*)?>|<#(?<channel>[CG][A-Z0-9]{2,})(?:\|[^<>\n]*)?>|<!subteam\^(?<usergroup>S[A-Z0-9]{2,})(?:\|[^<>\n]*)?>|(?<![\w.+/-])@(?<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g;

/**
 * The mentions of a Markdown text, outside code, each once: `<@U…>`, `<#C…>` and `<!subteam^S…>` with an optional label,
 * and `@name@host.tld`. A plain `@handle` is none: handles are not unique.
 */
export function findMentions(markdown: string): Mention[] {
  const found = new Map<string, Mention>();
  const collect = (text: string): string => {
    for (const { 0: raw, groups = {} } of text.matchAll(FORMS)) {
      const [kind, ref] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
      if (ref !== undefined) found.set(raw, { kind: kind as Mention["kind"], ref, raw });
    }
    return text;
  };
  mapPieces(markdown, { prose: collect, code: (text) => text });
  return [...found.values()];
}

const OPEN = "\uE000";
const CLOSE = "\uE001";

/** A text whose resolved mentions, and every other `<` of Slack's, have made room for marks that no parser touches. */
export interface Marked {
  text: string;
  /** Puts the tokens where the marks are. */
  restore(text: string): string;
}

/**
 * @param tokens What each raw mention becomes, such as `<@U1>`; mentions that are not in it stay text.
 */
export function markMentions(markdown: string, tokens: ReadonlyMap<string, string>): Marked {
  const clean = markdown.replaceAll(/[\uE000-\uE002]/g, "");
  const placed: string[] = [];
  const mark = (text: string): string =>
    text.replaceAll(FORMS, (raw: string) => {
      const token = tokens.get(raw);
      if (token === undefined) return raw;
      placed.push(token);
      return `${OPEN}${placed.length - 1}${CLOSE}`;
    });
  const text = mapPieces(clean, { prose: mark, code: (code) => code }).replaceAll(/<(?=[!@#])/g, SHADOW);
  const restore = (rendered: string): string =>
    rendered.replaceAll(/\uE000(\d+)\uE001/g, (_mark, index: string) => placed[Number(index)] ?? "");
  return { text, restore };
}
