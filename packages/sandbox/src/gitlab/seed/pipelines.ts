import { commitOf, entryAt, readBlob } from "../../git/index.ts";
import { daysAgo } from "../../harbor/epoch.ts";
import { passesCartTests } from "../../harbor/passes-cart-tests.ts";
import { roundingFailure } from "../../harbor/story.ts";
import type { Job, Pipeline } from "../state/pipeline.ts";
import { fullPathOf, type Project, type Runner } from "../state/project.ts";
import type { World } from "../state/world.ts";
import { buildTrace, goTrace, killedTrace, lostTrace, vitestTrace, type TraceFacts } from "./traces.ts";

const MINUTE_MS = 60_000;

function textAt(project: Project, sha: string, path: string): string {
  const entry = entryAt(project.git, commitOf(project.git, sha).tree, path);
  return (entry && readBlob(project.git, entry.oid)?.data.toString()) ?? "";
}

const factsOf = (project: Project, { sha, ref }: Pick<Pipeline, "sha" | "ref">, atMs: number): TraceFacts => ({
  project: fullPathOf(project),
  sha,
  ref,
  atMs,
});

function end(job: Job, passed: boolean, trace: Job["trace"], failureReason = "script_failure"): void {
  job.status = passed ? "success" : "failed";
  job.failureReason = passed ? undefined : failureReason;
  job.trace = trace;
}

/** The shop's machines: they judge the cart's arithmetic, and find nothing wrong with anything else. */
export function cartRunner(project: Project): Runner {
  return {
    jobs: [
      { name: "build", stage: "build" },
      { name: "test", stage: "test" },
    ],
    settle(sha, job) {
      const facts = factsOf(project, { sha, ref: "HEAD" }, job.startedAtMs ?? 0);
      if (job.name !== "test") return end(job, true, () => buildTrace(facts));
      const passed = passesCartTests((path) => textAt(project, sha, path));
      end(job, passed, () => vitestTrace(facts, passed));
    },
  };
}

interface PipelineSeed {
  ref: string;
  ageDays: number;
  user?: string;
  source?: string;
  jobs: readonly (Pick<Job, "name" | "stage"> & { end(job: Job, facts: TraceFacts): void })[];
  yamlErrors?: string;
}

export function seedPipeline(world: World, project: Project, seed: PipelineSeed): Pipeline {
  const { ref, ageDays, user = "trenn", source = "push" } = seed;
  const createdAtMs = daysAgo(ageDays) + MINUTE_MS;
  const sha = project.git.refs.get(`refs/heads/${ref}`) ?? "";
  const pipeline: Pipeline = {
    id: world.nextId(),
    iid: project.pipelines.length + 1,
    ref,
    sha,
    source,
    user,
    yamlErrors: seed.yamlErrors,
    jobs: [],
    bridges: [],
    testCases: [],
    variables: [],
    inputs: {},
    createdAtMs,
    endsAtMs: undefined,
    settle: (job) => project.runner?.settle(sha, job),
  };
  pipeline.jobs = seed.jobs.map((one) => {
    const job: Job = {
      id: world.nextId(),
      name: one.name,
      stage: one.stage,
      status: "success",
      failureReason: undefined,
      allowFailure: false,
      createdAtMs,
      startedAtMs: createdAtMs + 4_000,
      finishedAtMs: createdAtMs + 2 * MINUTE_MS,
      trace: undefined,
      retried: false,
    };
    one.end(job, factsOf(project, pipeline, createdAtMs));
    return job;
  });
  project.pipelines.push(pipeline);
  return pipeline;
}

const build = {
  name: "build",
  stage: "build",
  end: (job: Job, facts: TraceFacts) => end(job, true, () => buildTrace(facts)),
};
const test = (passed: boolean) => ({
  name: "test",
  stage: "test",
  end: (job: Job, facts: TraceFacts) => end(job, passed, () => vitestTrace(facts, passed)),
});
const failing = (name: string, trace: ((facts: TraceFacts) => string) | undefined, reason?: string) => ({
  name,
  stage: "build",
  end: (job: Job, facts: TraceFacts) => end(job, false, trace && (() => trace(facts)), reason),
});

const YAML = "jobs:test config should implement the script:, run:, or trigger: keyword";

/** Pipelines of `main`, one per way to fail, and one per merge request. */
export function seedStorefrontPipelines(world: World, project: Project, payments: Project): void {
  const main = (ageDays: number, jobs: PipelineSeed["jobs"], more: Partial<PipelineSeed> = {}) =>
    seedPipeline(world, project, { ref: "main", ageDays, jobs, user: "mlind", ...more });
  main(9, [failing("test", undefined)]);
  main(8, [failing("build", killedTrace)]);
  main(7, [failing("deploy", lostTrace, "runner_system_failure")]);
  main(6, [], { yamlErrors: YAML });
  const parent = main(5, [build]);
  const child = seedPipeline(world, payments, {
    ref: "main",
    ageDays: 5,
    source: "pipeline",
    user: "mlind",
    jobs: [failing("ledger", goTrace)],
  });
  parent.bridges.push({
    id: world.nextId(),
    name: "payments",
    stage: "integration",
    status: "failed",
    failureReason: undefined,
    allowFailure: false,
    createdAtMs: parent.createdAtMs,
    startedAtMs: parent.createdAtMs,
    finishedAtMs: parent.createdAtMs + MINUTE_MS,
    retried: false,
    downstream: { projectPath: fullPathOf(payments), pipelineId: child.id },
  });
  main(2, [build, test(true)]);
  for (const merge of project.mergeRequests.values()) {
    const ageDays = 1.2 - merge.iid / 1000;
    const ref = merge.sourceBranch;
    const passed = merge.iid !== 37;
    const pipeline = seedPipeline(world, project, { ref, ageDays, jobs: [build, test(passed)] });
    if (merge.iid === 35)
      for (const job of pipeline.jobs)
        Object.assign(job, { status: "running", finishedAtMs: undefined, trace: () => "" });
    if (passed) continue;
    const { suite, test: name, file, message } = roundingFailure;
    pipeline.testCases.push(
      {
        name: `${suite} > ${name}`,
        classname: file,
        file,
        status: "failed",
        systemOutput: `AssertionError: ${message}`,
      },
      { name: `${suite} > is zero for an empty cart`, classname: file, file, status: "success", systemOutput: null },
    );
  }
}

export function seedPaymentsPipelines(world: World, project: Project): void {
  seedPipeline(world, project, { ref: "main", ageDays: 5, user: "iokafor", jobs: [failing("test", goTrace)] });
}
