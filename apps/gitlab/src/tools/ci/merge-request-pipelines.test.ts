import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const red = { project: "harbor/storefront", iid: 37 };

/** The shop and its merge request 37, whose pipeline failed. */
function seeded() {
  const { world } = gitlab.standIn;
  const shop = world.projects.get(1);
  const merge = shop?.mergeRequests.get(37);
  const failed = shop?.pipelines.find(({ ref }) => ref === merge?.sourceBranch);
  const mlind = world.users.get("mlind");
  if (!shop || !merge || !failed || !mlind) throw new Error("not in the seed");
  return { world, shop, merge, failed, mlind };
}

/** Lets 37 come from a fork of trenn's, where its pipeline has run. */
function fromFork(visible: boolean) {
  const { world, shop, merge, failed, mlind } = seeded();
  const members = new Map<number, number>(visible ? [[mlind.id, 30]] : []);
  const home = { group: undefined, namespacePath: "trenn", members, pipelines: [failed] };
  const fork = { ...shop, ...home, id: 900, mergeRequests: new Map() };
  world.projects.set(fork.id, fork);
  shop.pipelines = shop.pipelines.filter((row) => row !== failed);
  merge.fork = fork;
  return failed.id;
}

describe("a merge request from a fork", () => {
  test("has its pipelines there, and they are read there", async () => {
    const id = fromFork(true);
    const { structured, text } = await gitlab.call("get_pipeline", red);
    expect(structured, text).toMatchObject({
      pipeline_id: id,
      project: "trenn/storefront",
      jobs: [{}, { name: "test" }],
    });
    const log = await gitlab.call("get_job_log", red);
    expect(log.structured, log.text).toMatchObject({
      pipeline_id: id,
      jobs: [{ name: "test", project: "trenn/storefront", class: "test_failure" }],
    });
  });

  test("whose fork I may not see says so", async () => {
    fromFork(false);
    for (const name of ["get_pipeline", "get_job_log"]) {
      const { code, text } = await gitlab.call(name, red);
      expect({ code, text }, name).toEqual({ code: "not_found", text: expect.stringContaining("fork") });
    }
  });
});

test("a pipeline of merged results runs on a commit of its own, and is found by its merge request", async () => {
  const { shop, failed } = seeded();
  shop.mergedResults = true;
  shop.pipelines = shop.pipelines.filter((row) => row !== failed);
  const { structured: made } = await gitlab.call("create_pipeline", red);
  gitlab.standIn.control.advance(60_000);
  const { structured, text } = await gitlab.call("get_job_log", red);
  expect(structured, text).toMatchObject({ pipeline_id: made["pipeline_id"], jobs: [{ name: "test" }] });
});

test("of an earlier head it is none: nothing of the present one has failed", async () => {
  const { shop, failed } = seeded();
  Object.assign(failed, { sha: shop.git.refs.get("refs/heads/main"), ref: "refs/merge-requests/37/merge" });
  const { structured } = await gitlab.call("get_job_log", red);
  expect(structured).toMatchObject({ jobs: [], note: expect.stringContaining("no pipeline of this head failed") });
});

test("a branch whose newest commit passed has no failure, whatever failed before", async () => {
  const { shop } = seeded();
  const before = shop.pipelines.filter(({ ref }) => ref === "main").slice(0, -1);
  for (const pipeline of before) Object.assign(pipeline, { sha: "0".repeat(40) });
  const { structured } = await gitlab.call("get_job_log", { ...red, iid: undefined, ref: "main" });
  expect(structured).toMatchObject({ jobs: [], note: expect.stringContaining("no pipeline of this head failed") });
});
