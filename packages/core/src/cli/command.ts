import type { Connector } from "../connector/index.ts";

/** What a command works with. */
export interface CommandContext {
  /** Of the program that was started: one, or all of the hub's. */
  connectors: readonly Connector[];
  env: Readonly<Record<string, string | undefined>>;
  /** Where `fairlead.json` is looked for. */
  folder: string;
  /** Says what was asked for: one line or several, without the last line break. */
  out(text: string): void;
  /** Says what is wrong. */
  err(text: string): void;
}

/** One thing that the program does besides serving. */
export interface Command {
  /** One word or two: `vault rotate`. */
  name: string;
  /** The name and what may follow it: `audit verify [--from <date>]`. */
  usage: string;
  /** One line of the table that `help` prints. */
  summary: string;
  /**
   * @param args what follows the name
   * @returns the process's exit code: 0 when it is done, 1 when it is not, and what else the command documents
   * @throws UsageError for arguments that it does not take, ConfigError for wrong settings.
   */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}
