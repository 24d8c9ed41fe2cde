import { ConfigError } from "./config/index.ts";
import type { Connector } from "./connector/index.ts";
import { serve, type ServeOptions } from "./serve.ts";

/** `EX_CONFIG` of sysexits.h: service managers tell it from a crash and need not try again. */
const EXIT_CONFIG = 78;

/** `serve`, as a process's main: a wrong setting is told to the person who wrote it, not thrown at them as a stack. */
export async function run(connectors: readonly Connector[], options: ServeOptions = {}): Promise<void> {
  try {
    await serve(connectors, options);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_CONFIG;
  }
}
