/** Characters that count as one token (DESIGN §9). */
export const CHARACTERS_PER_TOKEN = 4;

/** The size of a text in tokens: characters divided by four, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
