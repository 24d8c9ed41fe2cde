export { createPages } from "./create-pages.ts";
export type {
  AskingClient,
  ConnectionRow,
  ConnectionsData,
  ConsentData,
  ErrorData,
  FormTarget,
  SuccessData,
  TokenFormData,
} from "./page-data.ts";
export type { PageRoute, Pages } from "./pages.ts";
