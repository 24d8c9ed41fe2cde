/** Schemes that run or show something instead of going somewhere. */
const REFUSED = /^(?:javascript|data|vbscript|blob|filesystem|file|about|view-source):/i;

/**
 * An address that may stand in a link. Apps have schemes of their own (`cursor:`), so it is the harmful ones that are listed.
 *
 * @returns undefined for what must not be followed, with its host or scheme to show otherwise.
 */
export function safeHref(text: string): { href: string; place: string } | undefined {
  const url = URL.parse(text);
  if (url === null || REFUSED.test(url.href) || url.username !== "" || url.password !== "") return undefined;
  return { href: url.href, place: url.host === "" || !/^https?:$/.test(url.protocol) ? url.protocol : url.host };
}
