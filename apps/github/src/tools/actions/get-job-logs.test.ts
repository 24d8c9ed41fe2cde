import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";
import { addFailedJobs, runOf } from "../../../test/runs.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

interface Job {
  job_id: number;
  name: string;
  step?: string;
  class?: string;
  tests?: { name: string; file?: string; line?: number; message?: string }[];
  excerpts?: { from_line: number; to_line: number; text: string }[];
  steps?: string[];
  total_lines?: number;
  next_line?: number;
  note?: string;
}

async function logs(args: Record<string, unknown>) {
  const called = await github.call("get_job_logs", { ...storefront, ...args });
  const jobs = (called.structured["jobs"] ?? []) as Job[];
  return { ...called, jobs, note: String(called.structured["note"]), first: jobs[0]?.excerpts?.[0] };
}

const runId = (branch: string, conclusion?: string) =>
  runOf(github.standIn, "harbor/storefront", branch, conclusion).id;

const downloads = () => github.standIn.control.requests().filter(({ origin }) => origin === "blobs");

/** More than the sockets on its way could hold. */
function makeLogLong(): void {
  const job = runOf(github.standIn, "harbor/storefront", "fix/cart-rounding").attempts[0]?.jobs[0];
  if (job) job.log = job.log?.repeat(40) ?? null;
}

test("a run that failed before any job began is not called one without failures", async () => {
  const body = { total_count: 0, jobs: [] };
  github.standIn.control.fault({ path: "/repos/harbor/storefront/actions/runs/*/jobs", effect: { status: 200, body } });
  expect((await logs({ number: 37 })).note).toContain("its workflow file may be invalid");
});

describe("why a job failed", () => {
  test("the test, its file and line, and the first error, out of 25,000 lines", async () => {
    const { jobs, text, structured } = await logs({ number: 37 });
    expect(structured).toMatchObject({ run_id: runId("fix/cart-rounding"), attempt: 1 });
    expect(jobs).toMatchObject([
      {
        name: "test",
        step: "Run npx vitest run",
        class: "test_failure",
        total_lines: 25_000,
        tests: [
          {
            name: "cartTotal > rounds once per line, not once per unit",
            file: "src/cart/total.test.ts",
            line: 33,
            message: expect.stringContaining("expected 900 to be 899"),
          },
        ],
      },
    ]);
    const { from_line, text: lines } = jobs[0]?.excerpts?.[0] ?? { from_line: 0, text: "" };
    const at = lines.split("\n").findIndex((line) => line.startsWith("AssertionError"));
    expect(text).toContain(`${from_line + at}| AssertionError: expected 900 to be 899`);
    expect(text.split("\n").at(-1)).toMatch(/^\[read more by job_id with mode range/);
  });

  test("a run out of memory, and one whose machine vanished", async () => {
    const failed =
      github.standIn.world.repositories.values().find(({ name }) => name === "storefront")?.actions.runs ?? [];
    const classes: (string | undefined)[] = [];
    for (const { id, attempts } of failed) {
      const job = attempts[0]?.jobs[0];
      if (job?.conclusion === "failure" && !job.logExpired) classes.push((await logs({ run_id: id })).jobs[0]?.class);
    }
    expect(classes.toSorted((a = "", b = "") => a.localeCompare(b))).toEqual(["infra", "oom", "test_failure"]);
  });

  test("go test, by the default branch's name", async () => {
    const { jobs } = await logs({ repo: "payments", ref: "main" });
    expect(jobs[0]?.tests).toMatchObject([{ name: "TestPartialRefundSplitsFee", file: "refund_test.go", line: 31 }]);
  });

  test("nothing failed", async () => {
    const green = await logs({ number: 31 });
    expect(green).toMatchObject({ isError: false, jobs: [] });
    expect(green.note).toContain("no run of this commit failed");
    expect((await logs({ run_id: runId("main", "success") })).note).toContain("no job of this run failed");
    expect((await logs({ run_id: runId("draft/search-facets") })).note).toContain("1 have not ended");
  });

  test("a failure that a later run mended does not count, other failed runs are named", async () => {
    const { standIn } = github;
    const run = runOf(standIn, "harbor/storefront", "fix/cart-rounding");
    const [bundle] = addFailedJobs(standIn, run, ["bundle"], { workflow: "bundle" });
    const both = await logs({ number: 37 });
    expect(both.structured["run_id"]).toBe(bundle?.runId);
    expect(both.note).toContain(`failed as well: run ${run.id} (test)`);
  });
});

describe("other ways to read", () => {
  test("the last lines", async () => {
    const { first } = await logs({ number: 37, mode: "tail", lines: 3 });
    expect(first).toMatchObject({ from_line: 24_998, to_line: 25_000 });
    expect(first?.text.split("\n").at(-1)).toBe("Cleaning up orphan processes");
  });

  test("a range stops the download where it has what it wants", async () => {
    makeLogLong();
    const { first } = await logs({ number: 37, mode: "range", from_line: 10, to_line: 12 });
    expect(first).toMatchObject({ from_line: 10, to_line: 12 });
    await expect.poll(() => downloads()[0]?.aborted).toBe(true);
  });

  test("a cancelled call stops the download at once, and nothing is tried again", async () => {
    makeLogLong();
    const client = await github.connect();
    const controller = new AbortController();
    const args = { name: "get_job_logs", arguments: { ...storefront, number: 37 } };
    const call = client.call("call_tool", args, { signal: controller.signal });
    const ended = expect(call).rejects.toThrow();
    await expect.poll(() => downloads().length, { interval: 5 }).toBe(1);
    controller.abort();
    await ended;
    await expect.poll(() => downloads()[0]?.aborted, { interval: 5 }).toBe(true);
    expect(downloads()).toHaveLength(1);
  });

  test("ranges join without gap or repeat", async () => {
    const whole = (await logs({ number: 37, mode: "range", lines: 2000, max_tokens: 20_000 })).first?.text ?? "";
    const pages: string[] = [];
    for (let from: number | undefined = 1; from !== undefined && from <= 300;) {
      const { jobs, first } = await logs({
        number: 37,
        mode: "range",
        from_line: from,
        to_line: 300,
        max_tokens: 1_000,
      });
      pages.push(first?.text ?? "");
      from = jobs[0]?.next_line;
    }
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.join("\n")).toBe(whole.split("\n").slice(0, 300).join("\n"));
  });

  test("a search is literal, without regard to case, and goes on from next_line", async () => {
    const { jobs } = await logs({ number: 37, mode: "grep", pattern: "EXPECTED 900", context_lines: 0 });
    expect(jobs[0]?.note).toBe("3 lines match");
    expect(jobs[0]?.excerpts).toHaveLength(3);
    expect((await logs({ number: 37, mode: "grep", pattern: "expect.d 900" })).jobs[0]).toMatchObject({
      excerpts: [],
      note: "0 lines match",
    });
    const many = await logs({ number: 37, mode: "grep", pattern: "✓", max_tokens: 500 });
    const next = many.jobs[0]?.next_line ?? 0;
    expect(next).toBeGreaterThan(many.jobs[0]?.excerpts?.at(-1)?.to_line ?? 0);
    expect(many.text.split("\n").at(-1)).toContain(`from_line ${next}`);
  });

  test("the steps, and one of them alone", async () => {
    const { jobs } = await logs({ number: 37, mode: "steps" });
    expect(jobs[0]?.steps).toContainEqual(expect.stringMatching(/^FAILED Run npx vitest run \[80-24994\]/));
    const types = await logs({ number: 37, mode: "tail", step: "npm run types" });
    expect(types.first).toMatchObject({ from_line: 74, to_line: 79 });
    const none = await logs({ number: 37, mode: "tail", step: "deploy" });
    expect(none).toMatchObject({ code: "not_found", text: expect.stringContaining("npm run types") });
  });
});

describe("many jobs", () => {
  const names = Array.from({ length: 12 }, (_, index) => `shard ${index + 1}`);
  const twelve = () =>
    addFailedJobs(github.standIn, runOf(github.standIn, "harbor/storefront", "fix/cart-rounding"), names);

  test("ten are read, each in its share of the budget; the rest are named", async () => {
    const [made] = twelve();
    const { jobs, structured, text } = await logs({ run_id: made?.runId, max_tokens: 3_000 });
    expect(jobs).toHaveLength(10);
    expect(structured["other_jobs"]).toHaveLength(3);
    for (const job of jobs) expect(job.tests).toHaveLength(1);
    expect(JSON.stringify(structured).length).toBeLessThanOrEqual(12_000);
    expect(text.length).toBeLessThanOrEqual(12_000);
  });

  test("one is chosen by name, and a range has to be of one", async () => {
    const [made] = twelve();
    const { jobs } = await logs({ run_id: made?.runId, job_name: "Shard 12" });
    expect(jobs.map(({ name }) => name)).toEqual(["shard 12"]);
    const unclear = await logs({ run_id: made?.runId, mode: "range" });
    expect(unclear).toMatchObject({ code: "invalid_input", text: expect.stringContaining("job_id") });
    expect((await logs({ run_id: made?.runId, job_name: "deploy" })).code).toBe("not_found");
  });

  test("one without a log says so beside the others", async () => {
    const [made] = twelve();
    if (made) made.job.logExpired = true;
    const { jobs, isError } = await logs({ run_id: made?.runId });
    expect(isError).toBe(false);
    expect(jobs.find(({ job_id }) => job_id === made?.job.id)?.note).toContain("past its retention");
  });
});

describe("no log", () => {
  test("past its retention", async () => {
    const expired = await logs({ run_id: runId("main", "failure") });
    expect(expired).toMatchObject({ code: "not_found", text: expect.stringContaining("past its retention") });
  });

  test("not there yet", async () => {
    const job = runOf(github.standIn, "harbor/storefront", "draft/search-facets").attempts[0]?.jobs[0];
    const running = await logs({ job_id: job?.id });
    expect(running).toMatchObject({ code: "not_found", text: expect.stringContaining("has not ended") });
  });

  test("hidden", async () => {
    const hidden = await github.call("get_job_logs", { ...storefront, number: 37 }, { as: "driveby7" });
    expect(hidden.code).toBe("not_found");
  });
});

test.each([
  [{}, "exactly one"],
  [{ number: 37, ref: "main" }, "exactly one"],
  [{ number: 37, mode: "grep" }, "pattern"],
  [{ number: 37, mode: "range", from_line: 9, to_line: 3 }, "upwards"],
])("refused before anything is sent: %j", async (args, reason) => {
  const { code, text } = await logs(args);
  expect(code).toBe("invalid_input");
  expect(text).toContain(reason);
  expect(github.sent()).toEqual([]);
});
