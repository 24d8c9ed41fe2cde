import type { World } from "./world.ts";

/** Ends what was running and is due, and what is being cancelled. */
export function settlePipelines(world: World): void {
  for (const project of world.projects.values()) {
    for (const pipeline of project.pipelines) {
      for (const job of pipeline.jobs) if (job.status === "canceling") job.status = "canceled";
      if (pipeline.endsAtMs === undefined || pipeline.endsAtMs > world.now()) continue;
      for (const job of pipeline.jobs) {
        if (job.status !== "running" && job.status !== "created") continue;
        job.finishedAtMs = pipeline.endsAtMs;
        pipeline.settle?.(job);
      }
      pipeline.endsAtMs = undefined;
    }
  }
}
