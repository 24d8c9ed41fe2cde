import type { Command } from "./command.ts";

/** A usage that is longer has its summary below it: one long command shall not push all the others aside. */
const USAGE_COLUMNS = 62;

/** The commands as `help` shows them. */
export function tableOfCommands(commands: readonly Command[]): string {
  const rows: [usage: string, summary: string][] = [
    ["", "serve the connectors, until SIGTERM or Ctrl-C"],
    ...commands.map(({ usage, summary }): [string, string] => [usage, summary]),
  ];
  const width = Math.max(...rows.map(([{ length }]) => (length > USAGE_COLUMNS ? 0 : length)));
  const lines = rows.map(([usage, summary]) => {
    const gap = usage.length > USAGE_COLUMNS ? `\n${" ".repeat("  fairlead ".length + width)}` : "";
    return `  fairlead ${usage.padEnd(width)}${gap}  ${summary}`;
  });
  return ["Usage:", "", ...lines].join("\n");
}
