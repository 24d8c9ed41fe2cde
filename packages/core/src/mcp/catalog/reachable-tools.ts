import type { Policy, Rule } from "../../policy/index.ts";
import type { View } from "../view/index.ts";
import type { CatalogTool } from "./catalog-tool.ts";

/** The rule by which a tool is not there: operator's and owner's first, then what the URL and its headers leave. */
export function ruleOf({ tool, toolset }: CatalogTool, policy: Policy, view: View): Rule | undefined {
  return policy.ofTool(tool, toolset) ?? viewRule({ tool, toolset }, view);
}

/** Whether operator, owner and URL leave a toolset, with whatever belongs to it. */
export function allowsToolset(toolset: string, policy: Policy, view: View): boolean {
  return policy.ofToolset(toolset) === undefined && (view.within?.includes(toolset) ?? true);
}

function viewRule({ tool, toolset }: Pick<CatalogTool, "tool" | "toolset">, view: View): Rule | undefined {
  if (view.readonly && tool.access !== "read") return { by: "url", name: "/readonly or X-MCP-Readonly" };
  if (view.within?.includes(toolset) === false) return { by: "url", name: `/x/${view.within.join(",")}` };
  if (view.exclude.includes(tool.name)) return { by: "url", name: "X-MCP-Exclude-Tools" };
  return isChosen(tool.name, toolset, view) ? undefined : { by: "url", name: "X-MCP-Toolsets or X-MCP-Tools" };
}

/** Headers choose toolsets, and tools beside them; without either, everything is chosen. */
function isChosen(name: string, toolset: string, { toolsets, tools }: View): boolean {
  if (toolsets === undefined && tools === undefined) return true;
  return toolsets?.includes(toolset) === true || tools?.includes(name) === true;
}
