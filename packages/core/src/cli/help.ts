import type { Command } from "./command.ts";
import { findCommand } from "./find-command.ts";
import { tableOfCommands } from "./table-of-commands.ts";
import { UsageError } from "./usage-error.ts";

/** `help`, of all commands or of one. */
export function help(commands: () => readonly Command[]): Command {
  return {
    name: "help",
    usage: "help [<command>]",
    summary: "show this",
    async run(args, { out }) {
      if (args.length === 0) {
        out(tableOfCommands(commands()));
        return 0;
      }
      const found = findCommand(commands(), args);
      if (found === undefined) throw new UsageError(`There is no command "${args.join(" ")}".`);
      out(`Usage: fairlead ${found.command.usage}\n\n${found.command.summary}`);
      return 0;
    },
  };
}
