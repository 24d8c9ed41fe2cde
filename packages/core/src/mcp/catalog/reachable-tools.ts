import type { OperatorPolicy } from "../../policy/index.ts";
import type { View } from "../view/index.ts";
import type { CatalogTool } from "./catalog-tool.ts";

/** Which tools a URL and its headers leave of what the operator allows. */
export function reachableTools(tools: readonly CatalogTool[], policy: OperatorPolicy, view: View): CatalogTool[] {
  const readonly = policy.readonly || view.readonly;
  return tools.filter(
    ({ tool, toolset }) =>
      (!readonly || tool.access === "read") &&
      allowsToolset(toolset, policy, view) &&
      isChosen(tool.name, toolset, view) &&
      !policy.excludeTools.includes(tool.name) &&
      !view.exclude.includes(tool.name),
  );
}

/** Whether operator and URL leave a toolset, with whatever belongs to it. */
export function allowsToolset(toolset: string, policy: OperatorPolicy, view: View): boolean {
  return (
    (policy.toolsets === undefined || policy.toolsets.includes(toolset)) &&
    (view.within === undefined || view.within.includes(toolset))
  );
}

/** Headers choose toolsets, and tools beside them; without either, everything is chosen. */
function isChosen(name: string, toolset: string, { toolsets, tools }: View): boolean {
  if (toolsets === undefined && tools === undefined) return true;
  return toolsets?.includes(toolset) === true || tools?.includes(name) === true;
}
