import type { Job, JobOutcome, Run, Runner } from "../state/actions.ts";
import { commitOf, entryAt, readBlob } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import { evaluate } from "../../harbor/evaluate.ts";
import { greenLog } from "./logs/green-log.ts";
import { vitestLog } from "./logs/vitest-log.ts";
import { roundingAnnotations } from "./storefront-runs.ts";
import { roundingFailure } from "../../harbor/story.ts";

function textAt(repository: Repository, sha: string, path: string): string {
  const entry = entryAt(repository.git, commitOf(repository.git, sha).tree, path);
  return (entry && readBlob(repository.git, entry.oid)?.data.toString()) ?? "";
}

/** What `lineTotal` gives for the line of the failing test, as far as plain arithmetic can tell. */
function lineTotalAt(repository: Repository, sha: string): number | undefined {
  const body =
    /function lineTotal\([^)]*\)[^{]*\{([\s\S]*?)\n\}/.exec(textAt(repository, sha, "src/cart/total.ts"))?.[1] ?? "";
  const values = { "line.unitCents": 333, "line.quantity": 3, "line.discount": 0.1 };
  return evaluate(body, values);
}

/** True where the shop's tests pass at a commit: only the rounding test can fail. */
function passesTests(repository: Repository, sha: string): boolean {
  if (!textAt(repository, sha, roundingFailure.file).includes(roundingFailure.test)) return true;
  return lineTotalAt(repository, sha) === Number(roundingFailure.expected);
}

/** The shop's machines: they judge the cart's arithmetic, and find nothing wrong with anything else. */
export function cartRunner(repository: Repository): Runner {
  return (run: Run, job: Job, startedAtMs: number): JobOutcome => {
    const from = { repository: repository.fullName, sha: run.headSha, ref: `refs/remotes/origin/${run.headBranch}` };
    if (job.name !== "test") {
      const { text, steps, completedAtMs } = greenLog(startedAtMs, from, job.name, [
        ["npm ci", "added 412 packages in 8s"],
        ["npm run build", "built in 41.20s"],
      ]);
      return { conclusion: "success", startedAtMs, completedAtMs, steps, log: text };
    }
    const passed = passesTests(repository, run.headSha);
    const { text, steps, completedAtMs } = vitestLog(startedAtMs, from, passed ? "green" : "red");
    return {
      conclusion: passed ? "success" : "failure",
      startedAtMs,
      completedAtMs,
      steps,
      log: text,
      annotations: passed ? [] : roundingAnnotations,
    };
  };
}
