import type { AnyTool, Connector } from "@fairlead/core";

/** Says in one line each what a connector breaks, naming the culprit. Nothing: the rule is kept. */
export type Rule = (connector: Connector) => string[];

/** Every tool of a connector with the toolset that it stands in. */
export function toolsOf(connector: Connector): { tool: AnyTool; toolset: string }[] {
  return Object.entries(connector.toolsets).flatMap(([toolset, { tools }]) => tools.map((tool) => ({ tool, toolset })));
}
