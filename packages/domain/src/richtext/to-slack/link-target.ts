import { SHADOW } from "../parse-markdown.ts";

/** True for addresses that a link may lead to. */
export function isLinkTarget(url: string): boolean {
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(url);
}

/** An address within Slack's `<address|label>`, where `|` and `>` would end it. */
export function inLink(url: string): string {
  return escapeText(url.replaceAll("|", "%7C").replaceAll(">", "%3E").replaceAll("<", "%3C").replaceAll(" ", "%20"));
}

/** Text within Slack's markup: three characters have to be escaped, and no others. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(SHADOW, "&lt;").replaceAll(">", "&gt;");
}
