import { checkout, cleanUp, setUpJob } from "./common-steps.ts";
import type { Checkout } from "./common-steps.ts";
import { scriptLog } from "./script-log.ts";
import type { ScriptedLog } from "./script-log.ts";

/** A bundling job the kernel ended: the shell says "Killed", the exit code is 128 + SIGKILL. */
export function outOfMemoryLog(startedAtMs: number, source: Checkout): ScriptedLog {
  const log = scriptLog(startedAtMs);
  setUpJob(log, "bundle");
  checkout(log, source);
  log.step("Run npm ci");
  log.group("Run npm ci", ["npm ci", "shell: /usr/bin/bash -e {0}"]);
  log.pause(8_100);
  log.line("added 412 packages, and audited 413 packages in 8s");
  log.step("Run npm run build");
  log.group("Run npm run build", ["npm run build", "shell: /usr/bin/bash -e {0}"]);
  log.line("");
  log.line("> storefront@4.8.1 build");
  log.line("> vite build --mode production");
  log.line("");
  log.line("vite v7.3.1 building client environment for production...");
  for (let n = 1; n <= 240; n++) log.line(`transforming (${n * 14}) node_modules/@harbor/icons/dist/icon-${n}.js`);
  log.pause(94_000);
  log.line("rendering chunks (212)...");
  log.line("computing gzip size (118)...");
  log.pause(41_000);
  log.line(
    "/home/runner/work/_temp/5d0f1f3a-3c1b-4a55-9a39-7f0d6a2c6be1.sh: line 1:  2184 Killed                  npm run build",
  );
  log.line("##[error]Process completed with exit code 137.");
  log.fail();
  cleanUp(log);
  return log.end();
}
