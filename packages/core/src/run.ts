import { runCommand } from "./cli/index.ts";
import { ConfigError } from "./config/index.ts";
import type { Connector } from "./connector/index.ts";
import { serve, type ServeOptions } from "./serve.ts";

/** `EX_CONFIG` of sysexits.h: service managers tell it from a crash and need not try again. */
const EXIT_CONFIG = 78;

export interface RunOptions extends ServeOptions {
  /** The words behind the program's name. Default: those that this process was started with. */
  args?: readonly string[];
}

/**
 * A process's main. Without words it serves; otherwise they name a command. A wrong setting is told to the person who wrote
 * it, not thrown at them as a stack.
 */
export async function run(
  connectors: readonly Connector[],
  { args = process.argv.slice(2), ...options }: RunOptions = {},
): Promise<void> {
  try {
    if (args.length === 0) await serve(connectors, options);
    else process.exitCode = await runCommand(args, commandContext(connectors, options));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    err(error.message);
    process.exitCode = EXIT_CONFIG;
  }
}

function commandContext(
  connectors: readonly Connector[],
  { env = process.env, folder = process.cwd() }: ServeOptions,
): Parameters<typeof runCommand>[1] {
  return { connectors, env, folder, out: (text) => void process.stdout.write(`${text}\n`), err };
}

function err(text: string): void {
  process.stderr.write(`${text}\n`);
}
