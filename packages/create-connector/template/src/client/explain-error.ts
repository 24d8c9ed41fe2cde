import { ToolError } from "@fairlead/core";
import { AcmeError } from "./acme-error.ts";

/** A code and one sentence of what to do next; undefined for what is not Acme's. Limits and outages are the core's. */
export function explainError(error: unknown): ToolError | undefined {
  if (!(error instanceof AcmeError)) return undefined;
  switch (error.status) {
    case 400:
    case 422:
      return new ToolError("invalid_input", "Acme does not take these values: check them.", { cause: error });
    case 401:
      return new ToolError("reauthorize", "Acme no longer takes the token: sign in again.", { cause: error });
    case 403:
      return new ToolError("forbidden", "The account may not do that at Acme.", { cause: error });
    case 404:
      return new ToolError("not_found", "There is no such item, or it is not visible: find it with list_items.", {
        cause: error,
      });
    case 409:
      return new ToolError("conflict", "It has changed meanwhile: read it again.", { cause: error });
    default:
      return undefined;
  }
}
