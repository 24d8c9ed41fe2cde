import type { Connector } from "@fairlead/core";
import { markdownTable } from "./markdown-table.ts";
import { withBlock } from "./with-block.ts";

/** A connector's README with its table of tools between the two marks, made from the tools themselves. */
export function withToolsTable(readme: string, connector: Connector): string {
  return withBlock(readme, "tools", toolsTable(connector));
}

function toolsTable({ toolsets, defaultTools }: Connector): string {
  const listed = new Set(defaultTools);
  const parts = Object.entries(toolsets).map(([name, { title, description, tools }]) => {
    const rows = tools.map((tool) => [
      `\`${tool.name}\``,
      tool.access,
      tool.description,
      listed.has(tool.name) ? "yes" : "",
    ]);
    return [
      `### ${title} (\`${name}\`)`,
      `${description}.`,
      markdownTable(["tool", "access", "what it does", "default"], rows),
    ].join("\n\n");
  });
  return parts.join("\n\n");
}
