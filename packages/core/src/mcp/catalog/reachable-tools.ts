import type { Access, Vendor } from "../../connector/index.ts";
import type { OperatorPolicy } from "../runtime.ts";
import type { View } from "../view/index.ts";
import type { CatalogTool } from "./catalog-tool.ts";

/** Which tools a caller may use at all: operator, then URL and headers, then what the vendor has granted. */
export function reachableTools(
  tools: readonly CatalogTool[],
  options: {
    policy: OperatorPolicy;
    view: View;
    vendor: Pick<Vendor, "scopes" | "publicReads">;
    granted: readonly string[] | undefined;
  },
): CatalogTool[] {
  const { policy, view, vendor, granted } = options;
  const readonly = policy.readonly || view.readonly;
  const held = granted === undefined ? undefined : impliedScopes(granted, vendor.scopes);
  const publicReads = new Set(vendor.publicReads);
  return tools.filter(
    ({ tool, toolset }) =>
      (!readonly || tool.access === "read") &&
      (policy.toolsets === undefined || policy.toolsets.includes(toolset)) &&
      (view.within === undefined || view.within.includes(toolset)) &&
      !policy.excludeTools.includes(tool.name) &&
      !view.exclude.includes(tool.name) &&
      (held === undefined ||
        tool.scopes.every((scope) => held.has(scope) || isPublicRead(tool.access, scope, publicReads))),
  );
}

/** Reading public things needs no scope at some vendors: such tools stay, and the vendor decides per object. */
function isPublicRead(access: Access, scope: string, publicReads: ReadonlySet<string>): boolean {
  return access === "read" && publicReads.has(scope);
}

/** The granted scopes and all that they imply (MCP authorization "Step-Up": hierarchies must be honoured). */
export function impliedScopes(granted: readonly string[], scopes: Vendor["scopes"]): ReadonlySet<string> {
  const held = new Set<string>();
  const open = [...granted];
  for (let scope = open.pop(); scope !== undefined; scope = open.pop()) {
    if (held.has(scope)) continue;
    held.add(scope);
    open.push(...(scopes[scope]?.implies ?? []));
  }
  return held;
}
