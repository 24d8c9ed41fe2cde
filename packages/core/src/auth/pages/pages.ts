import type { ErrorData, PageRoute } from "../../pages/index.ts";
import type { ConnectionsData, ConsentData, SuccessData, TokenFormData } from "./page-data.ts";

/** The pages that people see. Each returns a whole document, for `sendPage`. */
export interface Pages {
  consent(data: ConsentData): string;
  tokenForm(data: TokenFormData): string;
  success(data: SuccessData): string;
  error(data: ErrorData): string;
  connections(data: ConnectionsData): string;
  /** The style sheet. */
  routes: readonly PageRoute[];
}
