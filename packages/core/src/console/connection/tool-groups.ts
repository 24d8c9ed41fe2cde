import type { Access, Connector } from "../../connector/index.ts";
import { toolNames } from "../../mcp/index.ts";
import { combinePolicies, type OperatorPolicy } from "../../policy/index.ts";
import type { Choices } from "./policy-fields.ts";
import { withheldByOperator } from "./withheld-by-operator.ts";

export interface ToolRow {
  name: string;
  title: string;
  description: string;
  /** Undefined for what only finds and calls others. */
  access: Access | undefined;
  /** Why the operator does not let anybody use it. */
  withheld: string | undefined;
}

/** A toolset, or what belongs to none. */
export interface ToolGroup {
  toolset: string | undefined;
  title: string;
  description: string;
  withheld: string | undefined;
  tools: readonly ToolRow[];
}

const FINDERS: Readonly<Record<string, { title: string; description: string }>> = {
  find_tools: { title: "Find tools", description: "Looks for tools that are not listed." },
  call_tool: { title: "Call a tool", description: "Calls a tool by its name, under the same permissions." },
};

/** Every tool of a connector, by toolset, with what the operator says of it. */
export function toolGroups(connector: Connector, operator: OperatorPolicy): ToolGroup[] {
  const policy = combinePolicies(operator);
  const groups = Object.entries(connector.toolsets).map(([toolset, { title, description, tools }]): ToolGroup => ({
    toolset,
    title,
    description,
    withheld: withheldByOperator(policy.ofToolset(toolset)),
    tools: tools.map((tool) => ({
      name: tool.name,
      title: tool.title,
      description: tool.description,
      access: tool.access,
      withheld: withheldByOperator(policy.ofTool(tool, toolset)),
    })),
  }));
  const own = new Set(groups.flatMap(({ tools }) => tools.map(({ name }) => name)));
  const finders = toolNames(connector).filter((name) => !own.has(name));
  const finderRow = (name: string): ToolRow => ({
    name,
    ...(FINDERS[name] ?? { title: name, description: "" }),
    access: undefined,
    withheld: withheldByOperator(policy.ofName(name)),
  });
  return [
    ...groups,
    {
      toolset: undefined,
      title: "Finding tools",
      description: "How a model reaches what is not in its list",
      withheld: undefined,
      tools: finders.map(finderRow),
    },
  ];
}

/** Everything that there is. */
export function allChoices(groups: readonly ToolGroup[]): Choices {
  return {
    toolsets: groups.flatMap(({ toolset = [] }) => toolset),
    tools: groups.flatMap(({ tools }) => tools.map(({ name }) => name)),
  };
}

/** What can be ticked: what the operator does not withhold. */
export function openChoices(groups: readonly ToolGroup[]): Choices {
  return {
    toolsets: groups.flatMap(({ toolset, withheld }) =>
      toolset === undefined || withheld !== undefined ? [] : [toolset],
    ),
    tools: groups.flatMap(({ tools }) => tools.flatMap(({ name, withheld }) => (withheld === undefined ? [name] : []))),
  };
}
