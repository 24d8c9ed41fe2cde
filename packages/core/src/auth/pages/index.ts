export { createPages } from "./create-pages.ts";
export type { AskingClient, ErrorData } from "./page-data.ts";
export type { Pages } from "./pages.ts";
