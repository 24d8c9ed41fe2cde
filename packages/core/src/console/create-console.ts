import type { AuthRoute } from "../auth/index.ts";
import { copyScript, errorPage, styleSheet, toldToPeople } from "../pages/index.ts";
import { ownAudit } from "./audit/own-audit.ts";
import { connectionRoutes } from "./connection/connection-routes.ts";
import type { ConsoleConnector, ConsoleParts } from "./console-parts.ts";
import { landingRoutes } from "./landing/landing-routes.ts";
import { operatorDesk } from "./operator/operator-desk.ts";
import { operatorDoor } from "./operator/operator-door.ts";
import { operatorRoutes } from "./operator/operator-routes.ts";
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
  const routes = [
    ...landingRoutes(parts, links),
    ...forOperators(parts, links),
    ...parts.connectors.flatMap((each) => ownPages(each, parts, links)),
  ];
  const pages = routes.map((route) => ({ ...route, handle: toldToPeople(route.handle, told) }));
  return [...pages, style.route, copy.route];
}

/** The pages of what people have connected, where they sign in. */
function ownPages(shown: ConsoleConnector, { audit }: ConsoleParts, links: PageLinks): AuthRoute[] {
  const { desk, runtime } = shown;
  if (desk === undefined || runtime.policies === undefined) return [];
  const pages = { console: shown, desk, book: runtime.policies, links };
  return connectionRoutes(pages, { audit: ownAudit(pages, audit.sink) });
}

/** The operator's pages, where the operator has set up who that is. */
function forOperators(parts: ConsoleParts, links: PageLinks): AuthRoute[] {
  const { settings, keys, publicUrl } = parts;
  const home = `${new URL(publicUrl).pathname.replace(/\/$/, "")}/operator`;
  const desk = operatorDesk({ settings: settings.operator, secrets: keys.secrets, publicUrl, home });
  if (desk === undefined) return [];
  const pages = { parts, desk, links };
  return [...operatorRoutes(pages), ...parts.connectors.flatMap((each) => operatorDoor(pages, each))];
}
