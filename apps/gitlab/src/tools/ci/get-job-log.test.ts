import { countTokens } from "@fairlead/core";
import { frameworks, gitlabTrace, type CiLog, type FrameworkName } from "@fairlead/domain/ci-log/fixtures";
import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };
const red = { ...storefront, iid: 37 };
const BUDGET = 2_000;
const LINES = 22_000;

interface Log {
  job_id: number;
  class?: string;
  tests?: { name: string; file?: string; line?: number; message?: string }[];
  excerpts: { from_line: number; to_line: number; text: string }[];
  total_lines?: number;
}

/** The red pipeline of merge request 37, as the stand-in keeps it. */
function redPipeline() {
  const found = gitlab.standIn.world.projects
    .get(1)
    ?.pipelines.find(({ jobs, ref }) => ref.startsWith("fix/") && jobs.some(({ status }) => status === "failed"));
  const job = found?.jobs.find(({ status }) => status === "failed");
  if (found === undefined || job === undefined) throw new Error("no red pipeline in the seed");
  return { pipeline: found, job };
}

/** Which excerpt, from 0, shows the first real error of a trace, read through the tool. */
async function rankOfTruth(trace: CiLog): Promise<number> {
  const { pipeline, job } = redPipeline();
  pipeline.testCases = [];
  job.trace = () => trace.lines.join("\n");
  const { structured, text, isError } = await gitlab.call("get_job_log", { ...red, max_tokens: BUDGET });
  expect(isError, text).toBe(false);
  expect(countTokens(text)).toBeLessThanOrEqual(BUDGET);
  expect(countTokens(JSON.stringify(structured))).toBeLessThanOrEqual(BUDGET);
  const [log] = structured["jobs"] as Log[];
  expect(log).toMatchObject({ job_id: job.id, total_lines: trace.lines.length });
  return (log?.excerpts ?? []).findIndex(
    ({ from_line: from, to_line: to }) => from <= trace.truthLine && trace.truthLine <= to,
  );
}

describe("the first real error of a trace is among the first three excerpts, in 2,000 tokens", () => {
  const names = Object.keys(frameworks) as FrameworkName[];

  // Each in a test of its own: together they are longer than one may take on a busy machine.
  test.each(names)("%s", async (name) => {
    const rank = await rankOfTruth(gitlabTrace(frameworks[name], 3, LINES, true));
    expect(rank).toBeGreaterThanOrEqual(0);
    expect(rank).toBeLessThan(3);
  });

  test("of ten frameworks at least", () => {
    expect(names.length).toBeGreaterThanOrEqual(10);
  });
});

test("cases of the test report come first, with the line that the log tells", async () => {
  const { pipeline } = redPipeline();
  const [first] = pipeline.testCases;
  const only = {
    name: "ledger > closes",
    classname: "a",
    file: "src/ledger.test.ts",
    status: "failed",
    systemOutput: "no",
  } as const;
  pipeline.testCases = [only, ...(first ? [first] : [])];
  const { structured, text } = await gitlab.call("get_job_log", red);
  const [log] = structured["jobs"] as Log[];
  expect(log?.tests, text).toMatchObject([
    { name: "ledger > closes", file: "src/ledger.test.ts", message: "no" },
    { name: first?.name, file: first?.file, line: 33 },
  ]);
});

test("the one part that failed of a job in several parts has the cases of their suite", async () => {
  const { pipeline, job } = redPipeline();
  Object.assign(job, { name: "test 2/5", trace: () => "" });
  const [first] = pipeline.testCases;
  const { structured } = await gitlab.call("get_job_log", red);
  expect(structured).toMatchObject({ jobs: [{ name: "test 2/5", tests: [{ name: first?.name }] }] });
});

test("the failed job is found however many jobs there are, and without a report that GitLab cannot give", async () => {
  const { pipeline, job } = redPipeline();
  const passed = Array.from({ length: 320 }, (_, at) => ({ ...job, id: 90_000 + at, status: "success" as const }));
  pipeline.jobs.push(...passed.map((row) => ({ ...row, name: `part ${row.id}` })));
  const report = { path: "/projects/*/pipelines/*/test_report", times: 9, effect: { status: 500 } } as const;
  const mend = gitlab.standIn.control.fault(report);
  const { structured, text } = await gitlab.call("get_job_log", red);
  mend();
  expect(structured, text).toMatchObject({ jobs: [{ job_id: job.id, class: "test_failure" }] });
  const { structured: read } = await gitlab.call("get_pipeline", { ...red, job_status: "failed" });
  expect(read["jobs"]).toMatchObject([{ job_id: job.id }]);
});

test("a trace that is gone is told with what its report still has", async () => {
  const { job } = redPipeline();
  job.trace = undefined;
  const { structured, isError } = await gitlab.call("get_job_log", red);
  expect(isError).toBe(false);
  expect(structured).toMatchObject({
    jobs: [{ note: expect.stringContaining("erased"), tests: [{ name: expect.any(String) }] }],
  });
});

test("GitLab answers for a log that is gone with an empty one: the reason that it has is told all the same", async () => {
  const { pipeline, job } = redPipeline();
  pipeline.testCases = [];
  job.trace = () => "";
  const gone = await gitlab.call("get_job_log", red);
  expect([gone.code, gone.text]).toEqual(["not_found", expect.stringContaining("erased")]);
  job.failureReason = "runner_system_failure";
  expect((await gitlab.call("get_job_log", red)).structured).toMatchObject({
    jobs: [{ name: "test", class: "infra", note: expect.stringContaining("erased") }],
  });
  job.status = "running";
  const { isError } = await gitlab.call("get_job_log", { ...storefront, job_id: job.id, mode: "tail" });
  expect(isError).toBe(false);
});

describe("a bridge that failed without a job below it", () => {
  const parent = () => {
    const found = gitlab.standIn.world.projects.get(1)?.pipelines.find(({ bridges }) => bridges.length > 0);
    const [bridge] = found?.bridges ?? [];
    const child = gitlab.standIn.world.projects
      .get(2)
      ?.pipelines.find(({ id }) => id === bridge?.downstream?.pipelineId);
    if (!found || !bridge || !child) throw new Error("no bridge in the seed");
    return { found, bridge, child };
  };

  test("says why it started no pipeline", async () => {
    const { found, bridge } = parent();
    found.bridges = [{ ...bridge, downstream: undefined, failureReason: "insufficient_bridge_permissions" }];
    const { structured, text } = await gitlab.call("get_job_log", { ...storefront, pipeline_id: found.id });
    expect(structured, text).toMatchObject({
      jobs: [{ name: "payments", class: "permission", note: expect.stringContaining("started no pipeline") }],
    });
  });

  test("says what is wrong with the configuration of the one that it started", async () => {
    const { found, child } = parent();
    Object.assign(child, { jobs: [], yamlErrors: "jobs:ledger config contains unknown keys: scriptt" });
    const { structured, text } = await gitlab.call("get_job_log", { ...storefront, pipeline_id: found.id });
    expect(structured, text).toMatchObject({
      jobs: [{ name: "payments", class: "config", note: expect.stringContaining("unknown keys: scriptt") }],
    });
  });

  test("says that its pipeline is hidden, and nothing of it", async () => {
    const { found } = parent();
    const { structured, text } = await gitlab.call(
      "get_job_log",
      { ...storefront, pipeline_id: found.id },
      { as: "project" },
    );
    expect(structured, text).toMatchObject({ jobs: [], note: expect.stringContaining("does not see") });
  });
});

test("a tail, a range and a search of one log", async () => {
  const { job } = redPipeline();
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index + 1}`);
  job.trace = () => lines.join("\n");
  const read = async (args: Record<string, unknown>) => {
    const { structured } = await gitlab.call("get_job_log", { ...storefront, job_id: job.id, ...args });
    const [log] = structured["jobs"] as Log[];
    return log?.excerpts.map(({ text }) => text).join("\n");
  };
  expect(await read({ mode: "tail", lines: 3 })).toBe("line 498\nline 499\nline 500");
  expect(await read({ mode: "range", from_line: 7, to_line: 8 })).toBe("line 7\nline 8");
  expect(await read({ mode: "grep", pattern: "LINE 250", context_lines: 1 })).toBe("line 249\nline 250\nline 251");
});

test.each([
  [{}, "Name exactly one of"],
  [{ iid: 37, ref: "main" }, "Name exactly one of"],
  [{ iid: 37, mode: "grep" }, "needs a pattern"],
  [{ iid: 37, mode: "range", from_line: 5, to_line: 2 }, "Lines run upwards"],
])("%j is refused before anything is sent", async (args, reason) => {
  const { code, text } = await gitlab.call("get_job_log", { ...storefront, ...args });
  expect(code).toBe("invalid_input");
  expect(text).toContain(reason);
  expect(gitlab.sent()).toEqual([]);
});
