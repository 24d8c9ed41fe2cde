/** Characters that count as one token (DESIGN §9). */
export const CHARACTERS_PER_TOKEN = 4;
