/**
 * A page with a made part in it, between `<!-- {name}:begin -->` and `<!-- {name}:end -->`.
 *
 * @throws Error for a page without these marks.
 */
export function withBlock(page: string, name: string, made: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [before, rest] = split(page, begin);
  const [, after] = split(rest, end);
  return `${before}${begin}\n\n${made}\n\n${end}${after}`;
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The page has no ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
