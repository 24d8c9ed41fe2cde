const MAX_CHARACTERS = 120;

/**
 * Text of a stranger as a page may show it: one line, no invisible or direction-changing characters, cut. Escaping is the
 * template's.
 */
export function shownText(text: string, maxCharacters = MAX_CHARACTERS): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length <= maxCharacters
    ? characters.join("")
    : `${characters.slice(0, maxCharacters - 1).join("")}…`;
}
