import { isBuiltin } from "node:module";
import type { ImportUse } from "./rule.ts";

/** The SDK of each connector's vendor: the only third-party code, beside zod, that a connector may hold. */
const sdks: Readonly<Record<string, readonly RegExp[]>> = {
  github: [/^@octokit\//],
  gitlab: [/^@gitbeaker\//],
  jira: [/^jira\.js(?:\/|$)/],
  asana: [/^asana(?:\/|$)/],
  slack: [/^@slack\//],
  teams: [/^@microsoft\/microsoft-graph-/],
};

/** The way out is the core's fetch, and state is the core's: these would go around both. */
const aroundTheCore =
  /^node:(?:http|https|http2|net|tls|dgram|dns|fs|child_process|cluster|worker_threads|sqlite)(?:\/|$)/;

/**
 * A connector's sources, `main.ts` and tests aside, import the core, the domain folders, the vendor's SDK, zod, harmless
 * parts of Node and themselves.
 */
export function connectorRule({ place, specifier, target }: ImportUse): string | undefined {
  if (place.layer !== "connector" || place.isTest || target !== undefined) return undefined;
  if (!place.inner.startsWith("src/") || place.inner === "src/main.ts") return undefined;
  if (specifier.startsWith("@fairlead/core")) {
    return specifier === "@fairlead/core" ? undefined : `"${specifier}": the core's one door is "@fairlead/core".`;
  }
  if (specifier.startsWith("@fairlead/domain")) {
    if (/^@fairlead\/domain\/[^/]+$/.test(specifier)) return undefined;
    return `"${specifier}": import one folder of it, "@fairlead/domain/<folder>".`;
  }
  if (/^zod(?:\/|$)/.test(specifier)) return undefined;
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith("node:")) return `"${specifier}" is Node's: write "node:${specifier}".`;
    if (!aroundTheCore.test(specifier)) return undefined;
    return `"${specifier}" goes around the core: calls go through the client's fetch, state through the context.`;
  }
  const vendor = place.home.slice("apps/".length);
  if (sdks[vendor]?.some((sdk) => sdk.test(specifier))) return undefined;
  return `"${specifier}" is neither the core, the domain, zod nor ${vendor}'s SDK: use what the core offers; for an SDK, add it to the table in scripts/check/connector-rule.ts.`;
}
