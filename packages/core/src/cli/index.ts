export type { Command, CommandContext } from "./command.ts";
export { commands } from "./commands.ts";
export { runCommand } from "./run-command.ts";
