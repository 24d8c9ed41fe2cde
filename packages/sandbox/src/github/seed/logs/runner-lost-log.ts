import { checkout, setUpJob } from "./common-steps.ts";
import type { Checkout } from "./common-steps.ts";
import { scriptLog } from "./script-log.ts";
import type { ScriptedLog } from "./script-log.ts";

/** What GitHub writes as the job's only annotation when a runner vanishes. */
export const RUNNER_LOST =
  "The hosted runner lost communication with the server. Anything in your workflow that terminates the runner process, " +
  "starves it for CPU/Memory, or blocks its network access can cause this error.";

/** A log that stops in the middle: nothing after it ran, not even the clean-up. */
export function runnerLostLog(startedAtMs: number, source: Checkout): ScriptedLog {
  const log = scriptLog(startedAtMs);
  setUpJob(log, "end-to-end");
  checkout(log, source);
  log.step("Run npm ci");
  log.group("Run npm ci", ["npm ci", "shell: /usr/bin/bash -e {0}"]);
  log.pause(8_300);
  log.line("added 412 packages, and audited 413 packages in 8s");
  log.step("Run npx playwright test --workers=4");
  log.group("Run npx playwright test --workers=4", ["npx playwright test --workers=4", "shell: /usr/bin/bash -e {0}"]);
  log.line("");
  log.line("Running 118 tests using 4 workers");
  log.line("");
  for (let n = 1; n <= 47; n++) {
    log.line(`  ok ${n} [chromium] › e2e/checkout.spec.ts:${10 + n * 3}:3 › pays with card ${n} (1.${n % 10}s)`);
  }
  log.pause(312_000);
  log.line(
    "##[error]The runner has received a shutdown signal. This can happen when the runner service is stopped, or a manually started runner is canceled.",
  );
  log.fail("cancelled");
  return log.end();
}
