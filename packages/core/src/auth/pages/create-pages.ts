import { connectionsPage } from "./connections-page.ts";
import { consentPage } from "./consent-page.ts";
import { errorPage, styleSheet } from "../../pages/index.ts";
import type { Pages } from "./pages.ts";
import { successPage } from "./success-page.ts";
import { tokenFormPage } from "./token-form-page.ts";

/**
 * The pages that people see when they sign in.
 *
 * @param options.basePath the path of the public URL, without a slash at its end; empty for an origin of its own
 */
export function createPages({ basePath = "" }: { basePath?: string } = {}): Pages {
  const { href, route } = styleSheet(basePath);
  return {
    consent: (data) => consentPage(data, href),
    tokenForm: (data) => tokenFormPage(data, href),
    success: (data) => successPage(data, href),
    error: (data) => errorPage(data, href),
    connections: (data) => connectionsPage(data, href),
    routes: [route],
  };
}
