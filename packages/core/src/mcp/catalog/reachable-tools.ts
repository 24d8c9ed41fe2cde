import type { Policy } from "../../policy/index.ts";
import type { View } from "../view/index.ts";
import type { CatalogTool } from "./catalog-tool.ts";

/** Whether a URL and its headers leave a tool. */
export function isInView({ tool, toolset }: CatalogTool, view: View): boolean {
  return (
    (!view.readonly || tool.access === "read") &&
    (view.within?.includes(toolset) ?? true) &&
    isChosen(tool.name, toolset, view) &&
    !view.exclude.includes(tool.name)
  );
}

/** Whether operator, owner and URL leave a toolset, with whatever belongs to it. */
export function allowsToolset(toolset: string, policy: Policy, view: View): boolean {
  return policy.ofToolset(toolset) === undefined && (view.within?.includes(toolset) ?? true);
}

/** Headers choose toolsets, and tools beside them; without either, everything is chosen. */
function isChosen(name: string, toolset: string, { toolsets, tools }: View): boolean {
  if (toolsets === undefined && tools === undefined) return true;
  return toolsets?.includes(toolset) === true || tools?.includes(name) === true;
}
