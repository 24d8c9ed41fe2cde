import { afterAll, beforeEach, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

interface Run {
  id: number;
  name: string;
  head_branch: string;
  status: string;
  conclusion: string | null;
  run_attempt: number;
}

interface Job {
  id: number;
  status: string;
  conclusion: string | null;
  check_run_url: string;
}

const github = await startGithub();
const mlind = testClient(github);
const ACTIONS = "/repos/harbor/storefront/actions";

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

async function runOf(branch: string, status: string): Promise<Run> {
  const { body } = await mlind.get<{ workflow_runs: Run[] }>(
    `${ACTIONS}/runs?branch=${branch}&status=${status}&per_page=100`,
  );
  const run = body.workflow_runs.at(-1);
  if (!run) throw new Error(`no ${status} run of ${branch}`);
  return run;
}

const jobsOf = async (run: Run, query = ""): Promise<Job[]> =>
  (await mlind.get<{ jobs: Job[] }>(`${ACTIONS}/runs/${run.id}/jobs${query}`)).body.jobs;
const logOf = async (job: Job | undefined) => mlind.get(`${ACTIONS}/jobs/${job?.id}/logs`);

test("a log is a redirect to another origin, good for a minute and without our token", async () => {
  const [job] = await jobsOf(await runOf("fix/cart-rounding", "failure"));
  const redirect = await logOf(job);
  expect(redirect.status).toBe(302);
  const address = redirect.headers.get("location") ?? "";
  expect(new URL(address).origin).not.toBe(new URL(github.url).origin);
  const response = await fetch(address);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  expect((await response.text()).split("\n").length - 1).toBe(25_000);
  expect((await fetch(address, { headers: { authorization: "Bearer x" } })).ok).toBe(false);
  github.world.advance(61_000);
  expect((await fetch(address)).ok).toBe(false);
});

test("an expired log is gone, one of a running job is not there yet", async () => {
  const [expired] = await jobsOf(await runOf("main", "failure"));
  expect((await logOf(expired)).status).toBe(410);
  const [running] = await jobsOf(await runOf("draft/search-facets", "in_progress"));
  expect([running?.status, (await logOf(running)).status]).toEqual(["in_progress", 404]);
});

test("a job's id is not its check run's", async () => {
  const [job] = await jobsOf(await runOf("fix/cart-rounding", "failure"));
  const checkId = Number(job?.check_run_url.split("/").at(-1));
  expect(checkId).not.toBe(job?.id);
  const annotations = await mlind.get<{ message: string }[]>(
    `/repos/harbor/storefront/check-runs/${checkId}/annotations`,
  );
  expect(annotations.body[0]?.message).toContain("expected 900 to be 899");
});

test("a re-run has an attempt and job ids of its own; the old ones stay readable", async () => {
  const run = await runOf("fix/cart-rounding", "failure");
  const [before] = await jobsOf(run);
  expect((await mlind.call("POST", `${ACTIONS}/runs/${run.id}/rerun-failed-jobs`)).status).toBe(201);
  const [after] = await jobsOf(run);
  expect(after).toMatchObject({ status: "queued", run_attempt: 2 });
  expect(after?.id).not.toBe(before?.id);
  expect((await logOf(before)).status).toBe(302);
  expect((await mlind.get(`${ACTIONS}/runs/${run.id}`)).body).toMatchObject({
    run_attempt: 2,
    status: "queued",
    conclusion: null,
  });
  expect((await mlind.get(`${ACTIONS}/runs/${run.id}/attempts/1`)).body).toMatchObject({
    run_attempt: 1,
    conclusion: "failure",
  });
  expect(await jobsOf(run, "?filter=all")).toHaveLength(2);
  expect((await mlind.call("POST", `${ACTIONS}/runs/${run.id}/rerun`)).status).toBe(403);
});

test("a dispatch is silent unless asked, and checks its inputs against the file", async () => {
  const send = async (body: object) => mlind.call("POST", `${ACTIONS}/workflows/bundle.yml/dispatches`, body);
  expect((await send({ ref: "main" })).status).toBe(204);
  const told = await send({ ref: "main", inputs: { mode: "staging" }, return_run_details: true });
  expect(told).toMatchObject({ status: 200, body: { workflow_run_id: expect.any(Number) } });
  expect(await send({ ref: "main", inputs: { nope: "1" } })).toMatchObject({
    status: 422,
    body: { message: expect.stringContaining("nope") },
  });
  expect((await mlind.call("POST", `${ACTIONS}/workflows/test.yml/dispatches`, { ref: "main" })).status).toBe(422);
});
