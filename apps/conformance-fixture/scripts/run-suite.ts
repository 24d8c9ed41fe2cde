import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One run of the suite: every scenario that a revision requires, against one URL. */
export interface SuiteRun {
  revision: string;
  url: string;
  /** Scenarios that count, by how they ended. */
  passed: string[];
  failed: string[];
  /** Single checks of those scenarios. */
  checks: { passed: number; failed: number };
  /** Everything that the suite printed. */
  output: string;
}

const PACKAGE = new URL("../node_modules/@modelcontextprotocol/conformance/", import.meta.url);
export const SUITE = fileURLToPath(new URL("dist/index.js", PACKAGE));
const RESULT = /^([✓✗]) ([\w-]+): (\d+) passed, (\d+) failed/;

/** The server scenarios that conformance to a revision requires, as the suite's own frozen list names them. */
export function requiredScenarios(revision: string): string[] {
  const list = readFileSync(new URL(`requirements/${revision}.yaml`, PACKAGE), "utf8");
  const server = /^server:\n((?: {2}- .+\n|\s*#.*\n)+)/m.exec(list)?.[1] ?? "";
  return [...server.matchAll(/^ {2}- ([\w-]+)/gm)].map((match) => match[1] ?? "");
}

/** Runs the official suite (`--requirements`) with a given file of expected failures. */
export async function runSuite(options: {
  revision: string;
  url: string;
  expectedFailures: string;
  outputFolder: string;
}): Promise<SuiteRun> {
  const { revision, url, expectedFailures, outputFolder } = options;
  const args = [
    SUITE,
    "server",
    "--url",
    url,
    "--requirements",
    revision,
    "--expected-failures",
    expectedFailures,
    "-o",
    outputFolder,
  ];
  const output = await outputOf(args);
  const summary = output.slice(output.indexOf("=== SUMMARY ==="));
  const required = new Set(requiredScenarios(revision));

  const run: SuiteRun = { revision, url, passed: [], failed: [], checks: { passed: 0, failed: 0 }, output };
  for (const line of summary.split("\n")) {
    const [, mark, scenario = "", passed, failed] = RESULT.exec(line) ?? [];
    if (mark === undefined || !required.has(scenario)) continue;
    (mark === "✓" ? run.passed : run.failed).push(scenario);
    run.checks.passed += Number(passed);
    run.checks.failed += Number(failed);
  }
  return run;
}

/** What a Node process prints, on both streams; its exit status is judged by the results that it prints. */
export function outputOf(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject).on("close", () => resolve(output));
  });
}
