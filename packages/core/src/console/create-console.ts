import type { AuthRoute } from "../auth/index.ts";
import { copyScript, errorPage, styleSheet, toldToPeople } from "../pages/index.ts";
import type { ConsoleParts } from "./console-parts.ts";
import { landingRoutes } from "./landing/landing-routes.ts";
import type { PageLinks } from "./page-links.ts";

/** Every page of the console. */
export function createConsole(parts: ConsoleParts): AuthRoute[] {
  const basePath = new URL(parts.publicUrl).pathname.replace(/\/$/, "");
  const [style, copy] = [styleSheet(basePath), copyScript(basePath)];
  const several = parts.connectors.every(({ path }) => path !== "");
  const links: PageLinks = {
    style: style.href,
    copy: copy.href,
    index: several ? { href: `${basePath}/`, label: "Connectors" } : undefined,
  };
  const told = {
    page: (data: Parameters<typeof errorPage>[0]) => errorPage(data, style.href),
    advice: "Load the page again; if it stays like that, tell the operator of this server.",
    reportError: parts.reportError,
  };
  const pages = landingRoutes(parts, links).map((route) => ({ ...route, handle: toldToPeople(route.handle, told) }));
  return [...pages, style.route, copy.route];
}
