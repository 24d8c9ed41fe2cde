import { join } from "node:path";
import { checkBoundaries } from "./check/boundaries.ts";
import { checkLinks } from "./check/links.ts";
import { describeProblem, type Problem } from "./check/problem.ts";
import { runCommand } from "./check/run-command.ts";
import { runSteps, type StepResult } from "./check/run-steps.ts";
import { checkSizes } from "./check/sizes.ts";

const root = join(import.meta.dirname, "..");

function program(line: string): Promise<StepResult> {
  const [command = "", ...args] = line.split(" ");
  return runCommand(root, command, args);
}

function rules(check: (root: string) => readonly Problem[]): StepResult {
  const problems = check(root);
  return { ok: problems.length === 0, output: problems.map(describeProblem).join("\n") };
}

const allOk = await runSteps(
  [
    { name: "format", run: () => program("oxfmt --check") },
    { name: "lint", run: () => program("oxlint --type-aware") },
    { name: "boundaries", run: () => rules(checkBoundaries) },
    { name: "sizes", run: () => rules(checkSizes) },
    { name: "links", run: () => rules(checkLinks) },
    // Everything at once: package by package, the core is read again for each that builds on it.
    { name: "types", run: () => program("tsc -p .") },
    { name: "unused code", run: () => program("knip") },
  ],
  (text) => process.stdout.write(text),
);
process.exitCode = allOk ? 0 : 1;
