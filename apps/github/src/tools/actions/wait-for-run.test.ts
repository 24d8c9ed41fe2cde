import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { useGithub, type GithubUnderTest } from "../../../test/harness.ts";
import { runOf } from "../../../test/runs.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

/** A run that waits for a runner until the clock is moved. */
async function queueRun(github: GithubUnderTest) {
  await github
    .client()
    .rest.actions.createWorkflowDispatch({ ...storefront, workflow_id: "end-to-end.yml", ref: "main" });
  return runOf(github.standIn, "harbor/storefront", "main");
}

const waitIn = (github: GithubUnderTest, args: Record<string, unknown>) =>
  github.call("wait_for_run", { ...storefront, ...args });
const wait = (args: Record<string, unknown>) => waitIn(github, args);

test("what has ended already is told at once, with its jobs", async () => {
  const { id } = runOf(github.standIn, "harbor/storefront", "fix/cart-rounding");
  const { structured, text } = await wait({ run_id: id });
  expect(structured).toMatchObject({
    state: "completed",
    conclusion: "failure",
    runs: [{ run_id: id }],
    jobs: [{ name: "test", conclusion: "failure", failed_step: "Run npx vitest run" }],
  });
  expect(text).toContain("failure");
});

test("a number without a pull request is not found", async () => {
  expect((await wait({ number: 9999 })).code).toBe("not_found");
});

// Between two looks are seconds: each of these has a stand-in of its own, and they wait together.
describe.concurrent("looking again and again", () => {
  describe("to the end", () => {
    const github = useGithub();
    test("a run that is at work is waited for, and ends the wait", async () => {
      const run = await queueRun(github);
      const waiting = waitIn(github, { run_id: run.id });
      const before = github.sent().length;
      await expect.poll(() => github.sent().length - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
      github.standIn.control.advance(60_000);
      expect((await waiting).structured).toMatchObject({ state: "completed", conclusion: "success" });
    });
  });

  describe("in two calls", () => {
    const github = useGithub();
    test("a wait that is over goes on with resume, and looks at nothing twice", async () => {
      const run = await queueRun(github);
      const { structured, text } = await waitIn(github, { run_id: run.id, timeout_s: 1 });
      expect(structured).toMatchObject({ still_running: true, resume: expect.any(String), at: "0 of 2 have ended" });
      expect(text).toContain("Call again with the same arguments and this resume");
      const before = github.sent().length;
      github.standIn.control.advance(60_000);
      const { resume } = structured as { resume: string };
      const done = await waitIn(github, { run_id: run.id, timeout_s: 30, resume });
      expect(done.structured).toMatchObject({ state: "completed", conclusion: "success" });
      expect(github.sent().length - before).toBeLessThanOrEqual(2);
    });
  });

  describe("in vain", () => {
    const github = useGithub();
    test("whoever gives up ends the looking", async () => {
      const run = await queueRun(github);
      const client = await github.connect();
      const gone = new AbortController();
      const args = { name: "wait_for_run", arguments: { ...storefront, run_id: run.id } };
      const waiting = client.call("call_tool", args, { signal: gone.signal });
      const before = github.sent().length;
      await expect.poll(() => github.sent().length - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
      gone.abort();
      await expect(waiting).rejects.toThrow();
      const looks = github.sent().length;
      await sleep(5_500);
      expect(github.sent().length).toBe(looks);
    });
  });
});

test("the checks of a pull request, all or those required", async () => {
  const all = await wait({ number: 38 });
  expect(all.structured).toMatchObject({ state: "completed", checks: { verdict: expect.any(String) } });
  const required = await wait({ number: 38, required_only: true });
  expect(required.structured).toMatchObject({ state: "completed" });
});

test("the runs of a branch, until the first has failed", async () => {
  const { structured } = await wait({ ref: "fix/cart-rounding", until: "first_failure" });
  expect(structured).toMatchObject({ conclusion: "failure", runs: [{ workflow: "test" }] });
});

test("what cannot be waited for", async () => {
  expect((await wait({})).code).toBe("invalid_input");
  expect((await wait({ run_id: 1, ref: "main" })).code).toBe("invalid_input");
  expect((await wait({ run_id: 1 })).code).toBe("not_found");
  expect((await wait({ ref: "no-such-branch" })).code).toBe("not_found");
});
