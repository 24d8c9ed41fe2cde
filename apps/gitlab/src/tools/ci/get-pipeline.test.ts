import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

const get = async (args: Record<string, unknown>) => gitlab.call("get_pipeline", { ...storefront, ...args });

test("the newest of a merge request or a ref, with its jobs in order; or one by id", async () => {
  const { structured } = await get({ mr_iid: 37 });
  expect(structured).toMatchObject({
    status: "failed",
    ref: "fix/cart-rounding",
    user: "trenn",
    jobs: [
      { name: "build", stage: "build", status: "success", duration_s: 116 },
      { name: "test", status: "failed", failure_reason: "script_failure" },
    ],
  });
  expect((await get({ ref: "fix/cart-rounding" })).structured).toEqual(structured);
  expect((await get({ pipeline_id: structured["pipeline_id"] })).structured).toEqual(structured);
});

test("jobs of one status, none where others are asked for", async () => {
  expect((await get({ iid: 37, job_status: "failed" })).structured["jobs"]).toMatchObject([{ name: "test" }]);
  const { structured } = await get({ iid: 37, include: ["test_report"] });
  expect(structured).not.toHaveProperty("jobs");
  expect(structured["test_report"]).toEqual({
    total: 2,
    failed: [expect.objectContaining({ job: "test", file: "src/cart/total.test.ts", message: expect.any(String) })],
  });
});

test("what it started elsewhere, and what is wrong with its configuration", async () => {
  const pipelines = gitlab.standIn.world.projects.get(1)?.pipelines ?? [];
  const parent = pipelines.find(({ bridges }) => bridges.length > 0);
  expect((await get({ pipeline_id: parent?.id, include: ["bridges"] })).structured["bridges"]).toEqual([
    { name: "payments", status: "failed", downstream_project_id: 2, downstream_pipeline_id: expect.any(Number) },
  ]);
  const wrong = pipelines.find(({ yamlErrors }) => yamlErrors !== undefined);
  expect((await get({ pipeline_id: wrong?.id })).structured).toMatchObject({
    yaml_errors: expect.stringContaining("jobs:test config"),
    jobs: [],
  });
});

test.each([{}, { ref: "main", iid: 37 }])("%j is unclear, and refused unsent", async (args) => {
  expect((await get(args)).code).toBe("invalid_input");
  expect(gitlab.sent()).toEqual([]);
});

test("a branch on which none has run says how to start one", async () => {
  const { code, text } = await get({ ref: "experiment/total-in-cents" });
  expect([code, text]).toEqual(["not_found", expect.stringContaining("create_pipeline")]);
});
