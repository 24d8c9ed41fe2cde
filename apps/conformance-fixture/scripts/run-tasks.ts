import { outputOf } from "./run-suite.ts";
import { SUITE_PROGRAM } from "./suite-results.ts";

/** The scenarios of the tasks extension. No revision requires them, so that the suite's frozen lists leave them out. */
const SCENARIOS = [
  "tasks-lifecycle",
  "tasks-capability-negotiation",
  "tasks-wire-fields",
  "tasks-request-state-removal",
  "tasks-mrtr-input",
  "tasks-request-headers",
  "tasks-dispatch-and-envelope",
  "tasks-status-notifications",
  "tasks-required-task-error",
  "tasks-mrtr-composition",
];
/** The suite's own word: it has no checks for this one yet, and says so. */
const NOT_WRITTEN_YET = "tasks-status-notifications";
const RESULT = /^Passed: (\d+)\/(\d+), (\d+) failed/m;

export interface TasksRun {
  required: number;
  failed: string[];
  /** Single checks. */
  checks: { passed: number; failed: number };
  /** What the scenarios that failed printed. */
  output: string;
}

/** The scenarios mostly wait. */
const AT_ONCE = 3;

/** Runs each scenario of the tasks extension against one URL. */
export async function runTasks(url: string, outputFolder: string): Promise<TasksRun> {
  const run: TasksRun = { required: SCENARIOS.length, failed: [], checks: { passed: 0, failed: 0 }, output: "" };
  const left = [...SCENARIOS];
  const work = async () => {
    for (let scenario = left.shift(); scenario !== undefined; scenario = left.shift()) {
      // Extensions are on no revision's timeline: without --force the suite would skip them.
      const asked = ["--scenario", scenario, "--spec-version", "2026-07-28", "--force"];
      const output = await outputOf([SUITE_PROGRAM, "server", "--url", url, ...asked, "-o", outputFolder]);
      const [, passed = "0", , failed = "1"] = RESULT.exec(output) ?? [];
      run.checks.passed += Number(passed);
      run.checks.failed += Number(failed);
      const checked = Number(passed) > 0 || scenario === NOT_WRITTEN_YET;
      if (checked && Number(failed) === 0) continue;
      run.failed.push(scenario);
      run.output += output;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return run;
}
