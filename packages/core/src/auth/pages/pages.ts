import type { ConnectionsData, ConsentData, ErrorData, SuccessData, TokenFormData } from "./page-data.ts";

/** A file that pages need, in the shape of a route. */
export interface PageRoute {
  methods: readonly string[];
  path: string;
  handle(ctx: { body: unknown; set(name: string, value: string): void }): void;
}

/** The pages that people see. Each returns a whole document; send it with `headers`. */
export interface Pages {
  consent(data: ConsentData): string;
  tokenForm(data: TokenFormData): string;
  success(data: SuccessData): string;
  error(data: ErrorData): string;
  connections(data: ConnectionsData): string;
  /** The headers that every page is sent with: CSP, framing, caching. */
  headers: Readonly<Record<string, string>>;
  /** The style sheet. */
  routes: readonly PageRoute[];
}
