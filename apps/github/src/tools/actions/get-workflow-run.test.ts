import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";
import { addFailedJobs, runOf } from "../../../test/runs.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };
const red = () => runOf(github.standIn, "harbor/storefront", "fix/cart-rounding");

const run = (args: Record<string, unknown>) =>
  github.call("get_workflow_run", { ...storefront, run_id: red().id, ...args });

test("a run with its jobs and the step each failed in", async () => {
  const { structured } = await run({});
  expect(structured).toMatchObject({
    workflow: "test",
    conclusion: "failure",
    title: "Round discounted prices to whole cents",
    actor: "trenn",
    jobs: [
      {
        name: "test",
        status: "completed",
        conclusion: "failure",
        failed_step: "Run npx vitest run",
        duration_s: expect.any(Number),
      },
    ],
  });
});

test("each facet is asked for by name", async () => {
  const { structured } = await run({ include: ["artifacts", "annotations", "usage", "pending_deployments"] });
  expect(structured).toMatchObject({
    artifacts: [{ name: "vitest-report", size: 48_211, expired: false }],
    usage: [{ runner: "ubuntu", billable_s: expect.any(Number), jobs: 1 }],
    pending_deployments: [],
  });
  expect(structured["annotations"]).toContainEqual({
    job: "test",
    path: "src/cart/total.test.ts",
    line: 33,
    level: "failure",
    title: expect.stringContaining("rounds once per line"),
    message: expect.stringContaining("expected 900 to be 899"),
  });
  expect(structured).not.toHaveProperty("jobs");
});

test("one facet goes on by cursor", async () => {
  addFailedJobs(github.standIn, red(), ["lint", "types", "docs", "e2e"]);
  const names: string[] = [];
  for (let cursor: unknown; ;) {
    const { structured } = await run({ limit: 2, ...(cursor !== undefined && { cursor }) });
    names.push(...(structured["jobs"] as { name: string }[]).map(({ name }) => name));
    cursor = structured["next_cursor"];
    if (cursor === undefined) break;
  }
  expect(names).toEqual(["test", "lint", "types", "docs", "e2e"]);
});

test("annotations of failed jobs come first, and go on by cursor", async () => {
  const { structured: first } = await run({ include: ["annotations"], limit: 1 });
  const { structured: second } = await run({ include: ["annotations"], limit: 1, cursor: first["next_cursor"] });
  expect([first["annotations"], second["annotations"]].flat()).toMatchObject([
    { path: "src/cart/total.test.ts" },
    { path: ".github", message: "Process completed with exit code 1." },
  ]);
  expect(second).not.toHaveProperty("next_cursor");
});

test("an earlier attempt", async () => {
  expect((await run({ attempt: 1 })).structured).toMatchObject({ attempt: 1, jobs: [{ name: "test" }] });
  expect((await run({ attempt: 2 })).code).toBe("not_found");
});

test("the last of the quota is kept for plain calls", async () => {
  github.standIn.control.limit("mlind", "core", 50);
  expect((await run({ include: ["jobs", "artifacts", "annotations"] })).code).toBe("rate_limited");
  expect((await run({ include: ["jobs"] })).isError).toBe(false);
});

test("what is not there", async () => {
  expect((await run({ run_id: 1 })).code).toBe("not_found");
});
