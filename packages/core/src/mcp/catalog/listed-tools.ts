import type { View } from "../view/index.ts";
import type { CatalogTool } from "./catalog-tool.ts";

/** The tool that says who is signed in: the one vendor tool that the lazy list keeps. */
const WHO_AM_I = "get_me";

/** What of the reachable tools is listed, and whether `find_tools` and `call_tool` lead to the rest. */
export function listedTools(
  reachable: readonly CatalogTool[],
  view: View,
  defaultTools: ReadonlySet<string>,
): { tools: CatalogTool[]; withFinder: boolean } {
  if (view.lazy) return { tools: reachable.filter(({ tool }) => tool.name === WHO_AM_I), withFinder: true };
  if (view.toolsets !== undefined || view.tools !== undefined) {
    const tools = reachable.filter(
      ({ tool, toolset }) => view.toolsets?.includes(toolset) === true || view.tools?.includes(tool.name) === true,
    );
    return { tools, withFinder: false };
  }
  if (view.within !== undefined) return { tools: [...reachable], withFinder: false };
  const tools = reachable.filter(({ tool }) => defaultTools.has(tool.name));
  return { tools, withFinder: tools.length < reachable.length };
}
