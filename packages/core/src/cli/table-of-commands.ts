import type { Command } from "./command.ts";

/** The commands as `help` shows them. */
export function tableOfCommands(commands: readonly Command[]): string {
  const rows: [usage: string, summary: string][] = [
    ["", "serve the connectors, until SIGTERM or Ctrl-C"],
    ...commands.map(({ usage, summary }): [string, string] => [usage, summary]),
  ];
  const width = Math.max(...rows.map(([usage]) => usage.length));
  const lines = rows.map(([usage, summary]) => `  fairlead ${usage.padEnd(width)}  ${summary}`);
  return ["Usage:", "", ...lines].join("\n");
}
