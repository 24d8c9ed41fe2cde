import type { Connector } from "@fairlead/core";

const BEGIN = "<!-- tools:begin -->";
const END = "<!-- tools:end -->";

/** A connector's README with its table of tools between the two marks, made from the tools themselves. */
export function withToolsTable(readme: string, connector: Connector): string {
  const before = readme.slice(0, readme.indexOf(BEGIN) + BEGIN.length);
  const after = readme.slice(readme.indexOf(END));
  return `${before}\n\n${toolsTable(connector)}\n\n${after}`;
}

function toolsTable({ toolsets, defaultTools }: Connector): string {
  const listed = new Set(defaultTools);
  const parts = Object.entries(toolsets).map(([name, { title, description, tools }]) => {
    const rows = tools.map(
      (tool) => `| \`${tool.name}\` | ${tool.access} | ${tool.description} | ${listed.has(tool.name) ? "yes" : ""} |`,
    );
    return [
      `### ${title} (\`${name}\`)`,
      `${description}.`,
      ["| tool | access | what it does | default |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    ].join("\n\n");
  });
  return parts.join("\n\n");
}
