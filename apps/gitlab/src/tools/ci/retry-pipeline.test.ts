import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

function red() {
  const found = gitlab.standIn.world.projects.get(1)?.pipelines.find(({ ref }) => ref === "fix/cart-rounding");
  const [build, failed] = found?.jobs ?? [];
  if (!found || !build || !failed) throw new Error("no red pipeline in the seed");
  return { id: found.id, build: build.id, failed: failed.id };
}

const retry = (args: Record<string, unknown> = {}) =>
  gitlab.call("retry_pipeline", { ...storefront, pipeline_id: red().id, ...args });

test("jobs that failed run again, under new ids", async () => {
  const { structured } = await retry();
  expect(structured["jobs"]).toEqual([{ old_id: red().failed, new_id: expect.any(Number), name: "test" }]);
  const [{ new_id } = {}] = structured["jobs"] as { new_id: number }[];
  expect(new_id).not.toBe(red().failed);
  const { structured: read } = await gitlab.call("get_pipeline", { ...storefront, pipeline_id: red().id });
  expect(read["jobs"]).toMatchObject([{ job_id: red().build }, { job_id: new_id }]);
  expect(gitlab.writes()).toHaveLength(1);
});

test("only those that are named; what fails is told and stops nothing", async () => {
  const { structured } = await retry({ job_ids: [999_999, red().build] });
  expect(structured["jobs"]).toEqual([
    { old_id: 999_999, error: expect.any(String) },
    { old_id: red().build, new_id: expect.any(Number), name: "build" },
  ]);
  expect(gitlab.writes()).toHaveLength(2);
});

test("a dry run names the jobs; the same key replays", async () => {
  expect((await retry({ dry_run: true })).structured["preview"]).toMatchObject({
    request: [{ method: "POST" }],
    before: { jobs: [String(red().failed)] },
  });
  expect(gitlab.writes()).toEqual([]);
  const first = await retry({ idempotency_key: "k1" });
  expect((await retry({ idempotency_key: "k1" })).structured).toEqual(first.structured);
  expect(gitlab.writes()).toHaveLength(1);
});

test("a pipeline that is not there, and somebody who may not", async () => {
  expect((await retry({ pipeline_id: 1 })).code).toBe("not_found");
  expect((await gitlab.call("retry_pipeline", { ...storefront, pipeline_id: red().id }, { as: "driveby7" })).code).toBe(
    "not_found",
  );
});
