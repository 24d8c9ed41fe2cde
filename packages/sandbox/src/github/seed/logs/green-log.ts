import { checkout, cleanUp, setUpJob } from "./common-steps.ts";
import type { Checkout } from "./common-steps.ts";
import { scriptLog } from "./script-log.ts";
import type { ScriptedLog } from "./script-log.ts";

/** A short log of a job that went well: each command with a last line. */
export function greenLog(
  startedAtMs: number,
  source: Checkout,
  job: string,
  commands: readonly (readonly [command: string, last: string])[],
): ScriptedLog {
  const log = scriptLog(startedAtMs);
  setUpJob(log, job);
  checkout(log, source);
  for (const [command, last] of commands) {
    log.step(`Run ${command}`);
    log.group(`Run ${command}`, [command, "shell: /usr/bin/bash -e {0}"]);
    log.pause(9_000);
    log.line(last);
  }
  cleanUp(log);
  return log.end();
}
