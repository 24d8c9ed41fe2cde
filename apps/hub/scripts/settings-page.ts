import { connectorSettings, coreSettings, describeSettings, type SettingRow } from "@fairlead/core";
import { connectors } from "../src/connectors.ts";
import { markdownTable } from "./markdown-table.ts";

/** The reference of every setting, as Markdown: made from the schemas that read them, so it cannot be wrong. */
export function settingsPage(): string {
  const sections = [
    ["The core", describeSettings(coreSettings), ""] as const,
    ...connectors.map((each) => [each.title, describeSettings(connectorSettings(each)), `${each.name}.`] as const),
  ];
  return `# Settings

Each setting comes from the environment, or from \`fairlead.json\` in the working folder (\`FAIRLEAD_CONFIG\` names another file) under
the name in the second column. The environment wins. A wrong setting stops the start with its name and what it accepts;
a variable that is nearly one is warned of at start, and by [doctor](doctor.md).

${sections.map(([title, rows, prefix]) => `## ${title}\n\n${table(rows, prefix)}`).join("\n\n")}
`;
}

function table(rows: readonly SettingRow[], prefix: string): string {
  const head = ["environment", "file", "accepts", "default", "what it does"];
  return markdownTable(
    head,
    rows.map((row) => cells(row, prefix)),
  );
}

function cells(
  { env, aliases, name, accepts, default: initial, description, secret }: SettingRow,
  prefix: string,
): string[] {
  return [
    [env ?? [], ...aliases]
      .flat()
      .map((each) => `\`${each}\``)
      .join(" or "),
    `\`${prefix}${name}\``,
    accepts,
    initial === undefined ? "" : `\`${initial}\``,
    `${description.replace(/\.$/, "")}.${secret ? " Secret." : ""}`,
  ];
}
