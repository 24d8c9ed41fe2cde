import type { AuthRoute } from "../../auth/index.ts";
import { scriptedHeaders, sendPage } from "../../pages/index.ts";
import { combinePolicies } from "../../policy/index.ts";
import type { ConsoleConnector, ConsoleParts } from "../console-parts.ts";
import type { PageLinks } from "../page-links.ts";
import type { HealthFacts } from "./health-fact.ts";
import { indexPage } from "./index-page.ts";
import { landingPage, type LandingData } from "./landing-page.ts";

/** The page at the root of each connector and, where they are mounted by name, their list at the root of all. */
export function landingRoutes(parts: ConsoleParts, links: PageLinks): AuthRoute[] {
  const { publicUrl, connectors, health } = parts;
  const basePath = new URL(publicUrl).pathname.replace(/\/$/, "");
  const healthFacts = async (): Promise<HealthFacts> => ({
    status: (await health.readiness()).status,
    version: health.liveness.version,
  });
  const page = (path: string, render: (facts: HealthFacts) => string): AuthRoute => ({
    methods: ["GET"],
    path,
    handle: async (ctx) => sendPage(ctx, render(await healthFacts()), 200, scriptedHeaders),
  });
  const landings = connectors.flatMap((each) => {
    const facts = landingFacts(each, parts);
    const render = (found: HealthFacts) => landingPage({ ...facts, health: found }, links);
    return [...new Set([each.path || "/", `${each.path}/`])].map((path) => page(path, render));
  });
  if (connectors.some(({ path }) => path === "")) return landings;
  const rows = connectors.map(({ connector: { name, title, description }, path }) => ({
    name,
    title,
    description,
    url: `${publicUrl}${path}/mcp`,
    href: `${basePath}${path}`,
  }));
  return [page("/", (found) => indexPage({ connectors: rows, health: found }, links)), ...landings];
}

function landingFacts(
  { connector, path, runtime }: ConsoleConnector,
  { publicUrl, auth }: ConsoleParts,
): Omit<LandingData, "health"> {
  const { name, title, description, toolsets } = connector;
  const policy = combinePolicies(runtime.policy);
  const served = Object.entries(toolsets).filter(([toolset]) => policy.ofToolset(toolset) === undefined);
  return {
    name,
    title,
    description,
    url: `${publicUrl}${path}/mcp`,
    toolsets: served.map(([toolset, { tools, ...facts }]) => ({
      name: toolset,
      title: facts.title,
      description: facts.description,
      tools: tools.filter((tool) => policy.ofTool(tool, toolset) === undefined).length,
    })),
    readonly: policy.level === "read",
    auth,
    connectionsHref:
      auth === "oauth" ? `${new URL(publicUrl).pathname.replace(/\/$/, "")}${path}/connections` : undefined,
  };
}
