import { SHADOW } from "../parse-markdown.ts";

/** Prose in which no `<` begins anything of Slack's: not written out, and not as a numeric entity either. */
export function inertProse(text: string): string {
  return text
    .replaceAll(/&#(?:0*60|x0*3c);/gi, "&lt;")
    .replaceAll(SHADOW, "&lt;")
    .replaceAll(/<(?=\s*[!@#])/g, "&lt;");
}

/** Code in which the same holds: an entity would be shown there, a WORD JOINER is not. */
export function inertCode(text: string): string {
  return text.replaceAll(SHADOW, "<\u2060");
}
