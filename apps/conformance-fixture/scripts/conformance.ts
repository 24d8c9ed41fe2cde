import { serve } from "@fairlead/core";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fixture } from "../src/connector.ts";
import { requiredScenarios, runSuite, type SuiteRun } from "./run-suite.ts";

const REVISIONS = ["2025-11-25", "2026-07-28"];
/** The whole list, and two toolset URLs that must serve it alike. */
const PATHS = ["", "/x/plain,asking", "/x/asking,plain/readonly"];

const expectedFailures = fileURLToPath(new URL("expected-failures.yml", import.meta.url));
const outputFolder = mkdtempSync(join(tmpdir(), "fairlead-conformance-"));
const served = await serve([fixture], { env: { PORT: "0", LOG_LEVEL: "warn" } });
const base = (served.mcpUrls["fixture"] ?? "").replace("127.0.0.1", "localhost");

let failures = 0;
let total = 0;
try {
  for (const path of PATHS) {
    for (const revision of REVISIONS) {
      const required = requiredScenarios(revision).length;
      const run = await runSuite({ revision, url: `${base}${path}`, expectedFailures, outputFolder });
      const whole = run.passed.length === required && run.failed.length === 0;
      total += required;
      if (!whole) failures += required - run.passed.length || 1;
      report(run, path, required, whole);
    }
  }
} finally {
  await served.close();
  rmSync(outputFolder, { recursive: true, force: true });
}
print(`conformance: ${total - failures} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;

function report(
  { revision, passed, failed, checks, output }: SuiteRun,
  path: string,
  required: number,
  whole: boolean,
): void {
  const counts = `${passed.length} of ${required} scenarios, ${checks.passed} checks passed, ${checks.failed} failed`;
  print(`${whole ? "✓" : "✗"} ${revision} at /mcp${path}: ${counts}`);
  if (whole) return;
  print(`  failed: ${failed.join(", ") || "the suite did not run to its end"}`);
  print(output.slice(-4000));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
