import type { Connector } from "@fairlead/core";
import { markdownTable } from "./markdown-table.ts";
import { withBlock } from "./with-block.ts";

type Tool = Connector["toolsets"][string]["tools"][number];
type Resource = NonNullable<Connector["resources"]>[number];
type Prompt = NonNullable<Connector["prompts"]>[number];

/** What stands where a connector has nothing of a kind. */
const NONE = "None.";

/** A connector's page in docs/connectors: its tables, made from what the connector declares, between the words around them. */
export function withConnectorTables(page: string, connector: Connector): string {
  const blocks: Readonly<Record<string, string>> = {
    tools: toolsOf(connector),
    resources: resourcesOf(connector),
    prompts: promptsOf(connector),
    completions: completionsOf(connector),
  };
  return Object.entries(blocks).reduce((text, [name, made]) => withBlock(text, name, made), page);
}

/** The page that a connector begins with: what there is to say beside the tables is for people to write. */
export function beginConnectorPage({ name, title, description }: Connector): string {
  const sections = ["tools", "resources", "prompts", "completions"].map(
    (block) => `## ${block[0]?.toUpperCase()}${block.slice(1)}\n\n<!-- ${block}:begin -->\n<!-- ${block}:end -->\n`,
  );
  return `# ${title}

${description}.

[Settings](../self-host/settings.md#${name}) · [the package](../../apps/${name}/README.md) ·
[the words in these tables](README.md#how-to-read-the-tables)

${sections.join("\n")}`;
}

function toolsOf({ toolsets, defaultTools }: Connector): string {
  const listed = new Set(defaultTools);
  const sets = Object.entries(toolsets);
  const count = sets.flatMap(([, { tools }]) => tools).length;
  const tables = sets.flatMap(([name, { title, description, tools }]) => {
    const rows = tools.map((tool) => [
      `\`${tool.name}\``,
      tool.title,
      tool.access,
      tool.description,
      listed.has(tool.name) ? "yes" : "",
      besides(tool),
    ]);
    const head = ["tool", "title", "access", "what it does", "default", "besides"];
    return [`### ${title} (\`${name}\`)`, `${description}.`, markdownTable(head, rows)];
  });
  return [`${count} tools, ${listed.size} of them in the default list.`, ...tables].join("\n\n");
}

/** What a call of it has that not every call has. */
function besides(tool: Tool): string {
  const asks = "confirm" in tool && tool.confirm !== undefined;
  const isFound = "recover" in tool && tool.recover !== undefined;
  return [
    ...(asks ? [tool.access === "delete" ? "asks first" : "may ask first"] : []),
    ...(isFound ? ["found again"] : []),
    ...(tool.task === undefined ? [] : ["task"]),
  ].join(", ");
}

function resourcesOf({ resources = [] }: Connector): string {
  if (resources.length === 0) return NONE;
  const rows = resources.map((resource) => [
    `\`${resource.uri}\``,
    `${resource.description}.`,
    resource.toolset === undefined ? "" : `\`${resource.toolset}\``,
    toldOf(resource),
  ]);
  return markdownTable(["URI", "what it is", "toolset", "changes are told"], rows);
}

function toldOf({ subscribe, polled }: Resource): string {
  if (subscribe !== true) return "";
  return polled === true ? "by looking" : "yes";
}

function promptsOf({ prompts = [] }: Connector): string {
  if (prompts.length === 0) return NONE;
  const rows = prompts.map((prompt) => [
    `\`${prompt.name}\``,
    prompt.title,
    `${prompt.description}.`,
    argumentsOf(prompt),
    prompt.toolset === undefined ? "" : `\`${prompt.toolset}\``,
  ]);
  return markdownTable(["prompt", "title", "what it does", "arguments", "toolset"], rows);
}

function argumentsOf({ arguments: asked }: Prompt): string {
  const named = Object.entries(asked.shape).map(([name, field]) =>
    field.safeParse(undefined).success ? `(\`${name}\`)` : `\`${name}\``,
  );
  return named.join(", ");
}

function completionsOf({ completions = {} }: Connector): string {
  const names = Object.keys(completions).map((name) => `\`${name}\``);
  return names.length === 0 ? NONE : `Completed while a person types: ${names.join(", ")}.`;
}
