import { join } from "node:path";
import { checkBoundaries } from "./check/boundaries.ts";
import { describeProblem, type Problem } from "./check/problem.ts";
import { runCommand } from "./check/run-command.ts";
import { runSteps, type StepResult } from "./check/run-steps.ts";
import { checkSizes } from "./check/sizes.ts";

const root = join(import.meta.dirname, "..");

/** Runs every command in turn; together they are ok when each is. */
async function commands(...lines: readonly string[]): Promise<StepResult> {
  const results: StepResult[] = [];
  for (const line of lines) {
    const [command = "", ...args] = line.split(" ");
    results.push(await runCommand(root, command, args));
  }
  return { ok: results.every(({ ok }) => ok), output: results.map(({ output }) => output).join("") };
}

function rules(check: (root: string) => readonly Problem[]): StepResult {
  const problems = check(root);
  return { ok: problems.length === 0, output: problems.map(describeProblem).join("\n") };
}

const allOk = await runSteps(
  [
    { name: "format", run: () => commands("oxfmt --check") },
    { name: "lint", run: () => commands("oxlint --type-aware") },
    { name: "boundaries", run: () => rules(checkBoundaries) },
    { name: "sizes", run: () => rules(checkSizes) },
    // The workspace's packages, then the scripts and configurations at the root.
    { name: "types", run: () => commands("turbo run types --continue --output-logs=errors-only", "tsc -p .") },
    { name: "unused code", run: () => commands("knip") },
  ],
  (text) => process.stdout.write(text),
);
process.exitCode = allOk ? 0 : 1;
