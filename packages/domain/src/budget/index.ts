export { cutLines, type CutLines } from "./cut-lines.ts";
export { shareBudget } from "./share-budget.ts";
export { CHARACTERS_PER_TOKEN } from "./characters-per-token.ts";
