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

/**
 * Whether operator, owner, URL and headers leave a toolset, with what belongs to it beside tools. A tool that a header chooses
 * brings its toolset.
 */
export function allowsToolset(
  toolset: string,
  { policy, view, tools }: { policy: Policy; view: View; tools: readonly CatalogTool[] },
): boolean {
  return (
    policy.ofToolset(toolset) === undefined &&
    (view.within?.includes(toolset) ?? true) &&
    (isChosen("", toolset, view) ||
      tools.some(({ tool: { name }, toolset: of }) => of === toolset && view.tools?.includes(name) === true))
  );
}

/** Headers choose toolsets, and tools beside them; without either, everything is chosen. */
function isChosen(name: string, toolset: string, { toolsets, tools }: View): boolean {
  if (toolsets === undefined && tools === undefined) return true;
  return toolsets?.includes(toolset) === true || tools?.includes(name) === true;
}
