import { fileURLToPath } from "node:url";

/** How the suite's scenarios ended. */
export interface SuiteResults {
  passed: string[];
  failed: string[];
  /** Single checks of those scenarios. */
  checks: { passed: number; failed: number };
}

/** Where the suite is installed. */
export const SUITE = new URL("../node_modules/@modelcontextprotocol/conformance/", import.meta.url);
/** The suite's program. */
export const SUITE_PROGRAM = fileURLToPath(new URL("dist/index.js", SUITE));

const RESULT = /^([✓✗]) ([\w-]+): (\d+) passed, (\d+) failed/;

/** Reads the summary that the suite prints at its end. @param counts which scenarios count. */
export function suiteResults(output: string, counts: (scenario: string) => boolean = () => true): SuiteResults {
  const results: SuiteResults = { passed: [], failed: [], checks: { passed: 0, failed: 0 } };
  const at = output.lastIndexOf("=== SUMMARY ===");
  for (const line of at < 0 ? [] : output.slice(at).split("\n")) {
    const [, mark, scenario = "", passed, failed] = RESULT.exec(line) ?? [];
    if (mark === undefined || !counts(scenario)) continue;
    (mark === "✓" ? results.passed : results.failed).push(scenario);
    results.checks.passed += Number(passed);
    results.checks.failed += Number(failed);
  }
  return results;
}
