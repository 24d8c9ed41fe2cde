export { createConsole } from "./create-console.ts";
export { shareNumbers, type SharedNumbers } from "./operator/shared-numbers.ts";
