import type { Attempt, Job, Run } from "../actions.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";
import { latestAttempt } from "./latest-attempt.ts";
import { addAttempt } from "./start-run.ts";

/** A new attempt: these jobs again, queued under new ids; the others are carried over as they ended. */
export function rerunJobs(
  world: World,
  repository: Repository,
  run: Run,
  jobs: readonly Job[],
  actor: string,
): Attempt {
  const kept = latestAttempt(run).jobs.filter((job) => !jobs.includes(job));
  const attempt = addAttempt(
    world,
    repository,
    run,
    actor,
    jobs.map(({ name, labels }) => ({ name, labels })),
  );
  attempt.jobs.unshift(...kept.map((job) => Object.assign(structuredClone(job), { id: world.nextId("actions") })));
  return attempt;
}
