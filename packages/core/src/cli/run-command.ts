import { nearest } from "../connector/index.ts";
import type { Command, CommandContext } from "./command.ts";
import { commands } from "./commands.ts";
import { findCommand } from "./find-command.ts";
import { tableOfCommands } from "./table-of-commands.ts";
import { UsageError } from "./usage-error.ts";

/** `EX_USAGE` of sysexits.h. */
const EXIT_USAGE = 64;

/** What people write out of habit. */
const FLAGS: Readonly<Record<string, string>> = { "--help": "help", "-h": "help", "--version": "version" };

/**
 * Runs the command that the words name; unknown ones print the table.
 *
 * @param table the commands that there are
 * @returns the process's exit code: the command's own, or 64 for words that it does not take.
 * @throws ConfigError for wrong settings, and whatever else the command does not foresee.
 */
export async function runCommand(
  args: readonly string[],
  context: CommandContext,
  table: readonly Command[] = commands,
): Promise<number> {
  const words = asCommand(args);
  const found = findCommand(table, words);
  if (found === undefined) {
    const close = nearest(
      args.join(" "),
      table.map(({ name }) => name),
    );
    const hint = close === undefined ? "" : ` Did you mean "${close}"?`;
    context.err(`There is no command "${args.join(" ")}".${hint}\n\n${tableOfCommands(table)}`);
    return EXIT_USAGE;
  }
  try {
    return await found.command.run(found.args, context);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.err(`${error.message}\n\nUsage: fairlead ${found.command.usage}`);
    return EXIT_USAGE;
  }
}

/** `--help` behind a command asks about that command. */
function asCommand(args: readonly string[]): readonly string[] {
  const [first = "", ...rest] = args;
  const asked = FLAGS[first];
  if (asked !== undefined) return [asked, ...rest];
  return rest.some((word) => FLAGS[word] === "help") ? ["help", ...args.filter((word) => !word.startsWith("-"))] : args;
}
