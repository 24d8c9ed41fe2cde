export { connectionActions } from "./connection-actions.ts";
export { createPages } from "./create-pages.ts";
export type { AskingClient } from "./page-data.ts";
export type { Pages } from "./pages.ts";
