import { setTimeout as sleep } from "node:timers/promises";
import { briefly, defineTool, facetOf, outputOf, ToolError } from "@fairlead/core";
import { z } from "zod";
import type { GithubContext } from "../../client/github-client.ts";
import { lookerOf, type Look } from "../../client/actions/look-at-work.ts";
import { Checks } from "../../shape/checks.ts";
import { gitRef, pullNumber, repository } from "../../shape/fields.ts";
import { JobRow } from "../../shape/job.ts";
import { WorkflowRunRow } from "../../shape/workflow-run.ts";

/** Between looks, in seconds; the last one repeats. Most runs take minutes, and a look costs quota only after a change. */
const PAUSES_S = [5, 5, 10, 15, 20, 30];
/** A push takes GitHub a moment: so often there may be nothing to wait for yet. */
const EMPTY_LOOKS = 3;

export const waitForRun = defineTool({
  name: "wait_for_run",
  title: "Wait for run",
  description:
    "Wait until a run, a pull request's checks or the runs of a ref have ended, or the first one has failed.",
  access: "read",
  scopes: ["repo"],
  task: "optional",
  input: z.object({
    ...repository,
    run_id: z.int().min(1).optional().describe("Run; else one of:"),
    number: pullNumber.optional(),
    ref: gitRef.optional(),
    until: z.enum(["completed", "first_failure"]).default("completed").describe("What ends it"),
    required_only: z.boolean().default(false).describe("With number: required checks"),
  }),
  output: outputOf({
    state: z.enum(["completed", "failing"]),
    conclusion: z.string(),
    runs: facetOf(WorkflowRunRow),
    jobs: facetOf(JobRow),
    checks: briefly(Checks).optional(),
  }),
  async run({ owner, repo, until, ...asked }, { client, signal, progress }: GithubContext) {
    const { run_id, number, ref } = asked;
    if ([run_id, number, ref].filter((one) => one !== undefined).length !== 1) {
      throw new ToolError("invalid_input", "Say what to wait for: exactly one of run_id, number and ref.");
    }
    const look = await lookerOf(client, { owner, repo }, asked);
    for (let seen = 0; ; seen += 1) {
      const { ended, total, ...facts } = await look();
      const nothing = total === 0 && seen + 1 < EMPTY_LOOKS;
      if (ended === total && !nothing) return { state: "completed" as const, ...facts };
      if (facts.failing && until === "first_failure") return { state: "failing" as const, ...facts };
      progress({ done: seen + 1, message: wordsOf({ ended, total, ...facts }) });
      await sleep((PAUSES_S[seen] ?? PAUSES_S.at(-1) ?? 0) * 1000, undefined, { signal });
    }
  },
});

function wordsOf({ ended, total, failing }: Look): string {
  return `${ended} of ${total} have ended${failing ? ", some have failed" : ""}`;
}
