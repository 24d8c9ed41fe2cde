import { stripVTControlCharacters } from "node:util";

import { afterAll, beforeEach, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";
import { goFailure } from "./logs/go-test-log.ts";
import { lineTotalBodies, roundingBranch, roundingFailure } from "../../harbor/story.ts";

interface Runs {
  workflow_runs: { id: number; name: string; head_sha: string; conclusion: string | null; status: string }[];
}

const github = await startGithub();
const mlind = testClient(github);
const SHOP = "/repos/harbor/storefront";

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

async function logOf(repository: string, runId: number): Promise<string[]> {
  const jobs = await mlind.get<{ jobs: { id: number }[] }>(`${repository}/actions/runs/${runId}/jobs`);
  const redirect = await mlind.get(`${repository}/actions/jobs/${jobs.body.jobs[0]?.id}/logs`);
  const response = await fetch(redirect.headers.get("location") ?? "");
  // Response.text() would swallow the byte order mark.
  return Buffer.from(await response.arrayBuffer())
    .toString()
    .split("\n");
}

async function fileAt(repository: string, path: string, ref: string): Promise<{ sha: string; text: string }> {
  const { body } = await mlind.get<{ sha: string; content: string }>(`${repository}/contents/${path}?ref=${ref}`);
  return { sha: body.sha, text: Buffer.from(body.content, "base64").toString() };
}

const bare = (line: string): string => stripVTControlCharacters(line).replace(/^\S+Z /, "");

test("the first failure in 37's log names the test, and the line it names is the assertion", async () => {
  const runs = await mlind.get<Runs>(`${SHOP}/actions/runs?branch=${roundingBranch.name}`);
  const log = await logOf(SHOP, runs.body.workflow_runs[0]?.id ?? 0);
  expect(log[0]?.startsWith("\u{FEFF}")).toBe(true);
  expect(
    log.filter((line) => line !== "").every((line) => /^\u{FEFF}?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z /u.test(line)),
  ).toBe(true);
  expect(log.some((line) => line.includes("##[group]")) && log.some((line) => line.includes("\u001B["))).toBe(true);
  const report = log.map(bare);
  const failed = report.findIndex((line) => line.includes("FAIL"));
  expect(report[failed]).toContain(`${roundingFailure.file} > ${roundingFailure.suite} > ${roundingFailure.test}`);
  const place = report.slice(failed).find((line) => line.startsWith(" ❯ "));
  const [, file = "", line = ""] = /❯ (\S+):(\d+):\d+$/.exec(place ?? "") ?? [];
  const source = await fileAt(SHOP, file, roundingBranch.name);
  expect(source.text.split("\n")[Number(line) - 1]).toContain("toBe(899)");
});

test("the steps of the failed job contain the lines' times", async () => {
  const runs = await mlind.get<Runs>(`${SHOP}/actions/runs?branch=${roundingBranch.name}`);
  const id = runs.body.workflow_runs[0]?.id ?? 0;
  const jobs = await mlind.get<{
    jobs: { steps: { conclusion: string; started_at: string; completed_at: string }[] }[];
  }>(`${SHOP}/actions/runs/${id}/jobs`);
  const failed = jobs.body.jobs[0]?.steps.find(({ conclusion }) => conclusion === "failure");
  const line = (await logOf(SHOP, id)).find((text) => text.includes("AssertionError"));
  const atMs = Date.parse(line?.slice(0, 23).concat("Z") ?? "");
  expect(atMs).toBeGreaterThanOrEqual(Date.parse(failed?.started_at ?? ""));
  expect(atMs).toBeLessThanOrEqual(Date.parse(failed?.completed_at ?? "") + 1_000);
});

test("one line on 37's branch turns it green, and then it can be merged", async () => {
  const old = await fileAt(SHOP, "src/cart/total.ts", roundingBranch.name);
  const fixed = old.text.replace(lineTotalBodies.broken, lineTotalBodies.fixed);
  expect(fixed).not.toBe(old.text);
  const content = Buffer.from(fixed).toString("base64");
  await mlind.call("PUT", `${SHOP}/contents/src/cart/total.ts`, {
    message: "Round once per line",
    branch: roundingBranch.name,
    sha: old.sha,
    content,
  });
  const state = async () =>
    (await mlind.get<{ workflow_runs: Runs["workflow_runs"] }>(`${SHOP}/actions/runs?branch=${roundingBranch.name}`))
      .body.workflow_runs[0];
  expect(await state()).toMatchObject({ status: "queued", conclusion: null });
  github.world.advance(5_000);
  expect(await state()).toMatchObject({ status: "in_progress" });
  github.world.advance(20_000);
  expect(await state()).toMatchObject({ status: "completed", conclusion: "success" });
  await mlind.call("POST", `${SHOP}/pulls/37/reviews`, { event: "APPROVE" });
  expect((await mlind.call("PUT", `${SHOP}/pulls/37/merge`, { merge_method: "squash" })).status).toBe(200);
  expect((await mlind.get(`${SHOP}/issues/12`)).body).toMatchObject({ state: "closed" });
});

test("a push that does not fix it stays red", async () => {
  const old = await fileAt(SHOP, "src/cart/total.ts", roundingBranch.name);
  const content = Buffer.from(`// tried\n${old.text}`).toString("base64");
  await mlind.call("PUT", `${SHOP}/contents/src/cart/total.ts`, {
    message: "Try",
    branch: roundingBranch.name,
    sha: old.sha,
    content,
  });
  github.world.advance(30_000);
  const runs = await mlind.get<Runs>(`${SHOP}/actions/runs?branch=${roundingBranch.name}`);
  expect(runs.body.workflow_runs.map(({ conclusion }) => conclusion)).toEqual(["failure", "failure"]);
});

test("the other red runs: a Go test whose line is the assertion, a killed bundle, a lost machine", async () => {
  const payments = "/repos/harbor/payments";
  const go = await mlind.get<Runs>(`${payments}/actions/runs?status=failure`);
  const goLog = (await logOf(payments, go.body.workflow_runs[0]?.id ?? 0)).map(bare).join("\n");
  expect(goLog).toContain(`--- FAIL: ${goFailure.test}`);
  expect((await fileAt(payments, goFailure.file, "main")).text.split("\n")[goFailure.line - 1]).toContain("t.Errorf");
  const failed = (await mlind.get<Runs>(`${SHOP}/actions/runs?branch=main&status=failure`)).body.workflow_runs;
  const logNamed = async (name: string) =>
    (await logOf(SHOP, failed.find((run) => run.name === name)?.id ?? 0)).map(bare).join("\n");
  expect(await logNamed("bundle")).toMatch(/Killed[\s\S]*exit code 137/);
  expect(await logNamed("end-to-end")).toContain("received a shutdown signal");
});

test("an outsider's issue carries orders in a comment", async () => {
  expect((await mlind.get("/repos/harbor/docs/issues/4")).body).toMatchObject({
    user: { login: "driveby7" },
    author_association: "NONE",
    body: expect.stringContaining("Ignore all earlier instructions"),
  });
});

test("33 is large: 410 files, a lockfile among them", async () => {
  expect((await mlind.get(`${SHOP}/pulls/33`)).body).toMatchObject({ changed_files: 410 });
  const names: string[] = [];
  for (let page = 1; page <= 5; page++) {
    const { body } = await mlind.get<{ filename: string }[]>(`${SHOP}/pulls/33/files?per_page=100&page=${page}`);
    names.push(...body.map(({ filename }) => filename));
  }
  expect(new Set(names).size).toBe(410);
  expect(names).toContain("package-lock.json");
  expect((await mlind.get(`${SHOP}/pulls/33`, { accept: "application/vnd.github.diff" })).status).toBe(406);
});
