import type { Policy } from "../../policy/index.ts";
import type { View } from "../view/index.ts";
import type { CatalogTool } from "./catalog-tool.ts";
import { CALL_TOOL, FIND_TOOLS } from "./finder-tools.ts";

/** The tool that says who is signed in: the one vendor tool that the lazy list keeps. */
const WHO_AM_I = "get_me";

export interface Listed {
  tools: readonly CatalogTool[];
  /** Which of `find_tools` and `call_tool` lead to the rest. */
  finders: readonly string[];
}

/** What of the reachable tools is listed. */
export function listedTools(
  reachable: readonly CatalogTool[],
  options: { policy: Policy; view: View; defaultTools: ReadonlySet<string> },
): Listed {
  const { policy, view, defaultTools } = options;
  const finders = [FIND_TOOLS, CALL_TOOL].filter(
    (name) => !view.exclude.includes(name) && policy.ofName(name) === undefined,
  );
  if (view.lazy) return { tools: reachable.filter(({ tool }) => tool.name === WHO_AM_I), finders };
  const asked = view.toolsets !== undefined || view.tools !== undefined || view.within !== undefined;
  if (asked) return { tools: reachable, finders: [] };
  const tools = reachable.filter(({ tool }) => defaultTools.has(tool.name));
  return { tools, finders: tools.length < reachable.length ? finders : [] };
}
