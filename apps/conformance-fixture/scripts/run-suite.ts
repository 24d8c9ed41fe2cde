import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { SUITE, SUITE_PROGRAM, suiteResults, type SuiteResults } from "./suite-results.ts";

/** One run of the suite: every scenario that a revision requires, against one URL. */
export interface SuiteRun extends SuiteResults {
  revision: string;
  url: string;
  /** Everything that the suite printed. */
  output: string;
}

/** The server scenarios that conformance to a revision requires, as the suite's own frozen list names them. */
export function requiredScenarios(revision: string): string[] {
  const list = readFileSync(new URL(`requirements/${revision}.yaml`, SUITE), "utf8");
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
    SUITE_PROGRAM,
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
  const required = new Set(requiredScenarios(revision));
  return { revision, url, output, ...suiteResults(output, (scenario) => required.has(scenario)) };
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
