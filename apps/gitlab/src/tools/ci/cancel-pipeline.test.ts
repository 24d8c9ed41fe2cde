import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

function running() {
  const found = gitlab.standIn.world.projects.get(1)?.pipelines.find(({ ref }) => ref === "draft/search-facets");
  const [build, job] = found?.jobs ?? [];
  if (!found || !build || !job) throw new Error("no running pipeline in the seed");
  return { id: found.id, build, job };
}

const cancel = (args: Record<string, unknown> = {}) =>
  gitlab.call("cancel_pipeline", { ...storefront, pipeline_id: running().id, ...args });

test("GitLab does it in the background: the jobs are canceling", async () => {
  const { build, job } = running();
  const { structured } = await cancel();
  expect(structured["status"]).toBe("canceling");
  // Read again after it: by then they may have ended.
  expect(structured["jobs"]).toEqual([
    { job_id: build.id, name: "build", status: expect.stringMatching(/^cancel(?:ing|ed)$/) },
    { job_id: job.id, name: "test", status: expect.stringMatching(/^cancel(?:ing|ed)$/) },
  ]);
  expect(gitlab.writes().map(({ method, path, body }) => [method, path, body])).toEqual([
    ["POST", `/projects/harbor%2Fstorefront/pipelines/${running().id}/cancel`, undefined],
  ]);
});

test("only those that are named; what fails is told and stops nothing", async () => {
  const { build, job } = running();
  const { structured } = await cancel({ job_ids: [999_999, job.id] });
  expect(structured["jobs"]).toEqual([
    { job_id: 999_999, error: expect.any(String) },
    { job_id: job.id, name: "test", status: "canceling" },
  ]);
  expect(build.status).toBe("running");
});

test("those that hang in canceling are forced, each by its own", async () => {
  const { build, job } = running();
  const hanging = [build, job].map(({ id, name }) => ({ id, name, status: "canceling" }));
  gitlab.standIn.control.fault({ path: "/projects/*/pipelines/*/jobs", effect: { status: 200, body: hanging } });
  await cancel({ force: true });
  const base = "/projects/harbor%2Fstorefront/jobs";
  expect(gitlab.writes().map(({ path, body }) => [path, body])).toEqual([
    [`${base}/${build.id}/cancel`, { force: true }],
    [`${base}/${job.id}/cancel`, { force: true }],
  ]);
});

test("nothing is sent by a dry run, which names the jobs, nor where none runs", async () => {
  const { build, job } = running();
  expect((await cancel({ dry_run: true })).structured["preview"]).toMatchObject({
    before: { jobs: [String(build.id), String(job.id)] },
  });
  expect(gitlab.writes()).toEqual([]);
});
