import { describe, expect, test } from "vitest";
import { useGitlab } from "../../test/harness.ts";

const gitlab = useGitlab();
const project = "harbor/storefront";
const HOME = "gitlab://projects/harbor%2Fstorefront";

type Content = { type: string; text?: string; resource?: { uri: string; text: string } };

async function get(name: string, args: Record<string, string>) {
  const messages = await (await gitlab.connect()).prompt(name, { project, ...args });
  const contents = messages.map(({ content }) => content as Content);
  const attached = new Map(contents.flatMap(({ resource }) => (resource ? [[resource.uri, resource.text]] : [])));
  return { attached, task: contents.at(-1)?.text ?? "" };
}

const pipelines = () => gitlab.standIn.world.projects.get(1)?.pipelines ?? [];

test("a review brings the merge request and its diff, and ends in one review", async () => {
  const { attached, task } = await get("review_merge_request", { iid: "37", focus: "rounding" });
  expect([...attached.keys()]).toEqual([`${HOME}/merge_requests/37`, `${HOME}/merge_requests/37/diff`]);
  expect(attached.get(`${HOME}/merge_requests/37/diff`)).toContain("Math.round");
  expect(task).toContain("Look most at: rounding");
  expect(task).toMatch(/End in one call of create_merge_request_review.*expected_head_sha/s);
});

test("triage brings the issue, labels and issues like it, and ends in a preview", async () => {
  const { attached, task } = await get("triage_issue", { iid: "5" });
  expect(attached.get(`${HOME}/issues/5`)).toContain("# Checkout: shipping options without a page reload");
  expect(attached.get(`${HOME}/labels`)).toMatch(/^checkout(:|$)/m);
  expect(attached.get(`${HOME}/issues`)).toMatch(/^#\d+ (?:opened|closed): /m);
  expect(attached.get(`${HOME}/issues`)).not.toMatch(/^#5 /m);
  expect(task).toMatch(/End in one call of update_issue with dry_run: true/);
});

describe("a failing pipeline", () => {
  test("brings the merge request and what the logs say", async () => {
    const { attached, task } = await get("investigate_failing_pipeline", { iid: "37" });
    const [merge, log, ...more] = [...attached.keys()];
    expect([merge, more]).toEqual([`${HOME}/merge_requests/37`, []]);
    expect(log).toMatch(new RegExp(`^${HOME}/jobs/\\d+/log$`));
    expect(attached.get(log ?? "")).toContain("src/cart/total.test.ts:33");
    expect(task).toMatch(/end in one call of push_files with dry_run: true/);
  });

  test("whose job failed elsewhere brings that log", async () => {
    const parent = pipelines().find(({ bridges }) => bridges.length > 0);
    const { attached } = await get("investigate_failing_pipeline", { pipeline_id: String(parent?.id) });
    expect([...attached.keys()]).toEqual([
      expect.stringMatching(/^gitlab:\/\/projects\/harbor%2Fplatform%2Fpayments\/jobs\/\d+\/log$/),
    ]);
  });

  test.each([
    [
      "whose configuration is wrong",
      () => pipelines().find(({ yamlErrors }) => yamlErrors !== undefined),
      "jobs:test config",
    ],
    [
      "whose log is gone",
      () => pipelines().find(({ jobs }) => jobs.some(({ status, trace }) => status === "failed" && !trace)),
      "erased",
    ],
  ])("%s brings that", async (_what, find, told) => {
    const id = find()?.id;
    const { attached, task } = await get("investigate_failing_pipeline", { pipeline_id: String(id) });
    expect([...attached]).toEqual([[`${HOME}/pipelines/${id}`, expect.stringContaining(told)]]);
    expect(task).toContain("What failed without a log is attached");
  });

  test("none, and neither or both", async () => {
    expect((await get("investigate_failing_pipeline", { iid: "31" })).task).toContain("No job of it has failed");
    for (const args of [{}, { iid: "37", pipeline_id: "1" }] as Record<string, string>[]) {
      await expect(get("investigate_failing_pipeline", args)).rejects.toThrow(/by iid or a pipeline/);
    }
  });
});
