import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();

/** Pipelines of main, oldest first. */
async function mains({ call }: StoryClient): Promise<number[]> {
  const { structured } = await call("list_pipelines", { ...storefront, ref: "main" });
  return (structured["items"] as { pipeline_id: number }[]).map(({ pipeline_id: id }) => id).toReversed();
}

interface Log {
  job_id: number;
  name: string;
  project?: string;
  class?: string;
  tests?: { name: string; file?: string; line?: number }[];
  excerpts?: { from_line: number; to_line: number; text: string }[];
  total_lines?: number;
}

const logsOf = (structured: Record<string, unknown>) => (structured["jobs"] ?? []) as Log[];

describe.each(ERAS)("10. red pipeline, %s", (era) => {
  test("37: the test, its file and line are in the first excerpt", async () => {
    const { call } = await story.connect(era);
    const { text, structured } = await call("get_job_log", { ...storefront, iid: 37 });
    expect(text).toContain("cartTotal > rounds once per line, not once per unit (src/cart/total.test.ts:33)");
    expect(text.length / 4).toBeLessThan(500);
    const [log, ...more] = logsOf(structured);
    expect(more).toEqual([]);
    expect(log).toMatchObject({
      name: "test",
      class: "test_failure",
      tests: [{ name: expect.stringContaining("rounds once per line"), file: "src/cart/total.test.ts", line: 33 }],
    });
    const [first] = log?.excerpts ?? [];
    expect(first?.text).toContain("rounds once per line, not once per unit");
    expect(first?.text).toContain("src/cart/total.test.ts:33");
    expect(log?.total_lines).toBeGreaterThan(20_000);
  });

  test("the lines that it tells are the log's own, by range and by search", async () => {
    const { call } = await story.connect(era);
    const { structured } = await call("get_job_log", { ...storefront, iid: 37 });
    const [log] = logsOf(structured);
    const [first] = log?.excerpts ?? [];
    const range = await call("get_job_log", {
      ...storefront,
      job_id: log?.job_id,
      mode: "range",
      from_line: first?.from_line,
      to_line: first?.to_line,
    });
    expect(logsOf(range.structured)[0]?.excerpts?.map(({ text }) => text)).toEqual([first?.text]);
    const found = await call("get_job_log", {
      ...storefront,
      job_id: log?.job_id,
      mode: "grep",
      pattern: "AssertionError",
    });
    expect(found.text).toContain("AssertionError");
  });

  test("memory, a lost runner and wrong yaml are told apart, each by its class", async () => {
    const her = await story.connect(era);
    const [, memory, lost, yaml] = await mains(her);
    const read = async (id?: number) => her.call("get_job_log", { ...storefront, pipeline_id: id });
    expect(logsOf((await read(memory)).structured)).toMatchObject([{ name: "build", class: "oom" }]);
    expect(logsOf((await read(lost)).structured)).toMatchObject([{ name: "deploy", class: "infra" }]);
    const { structured } = await read(yaml);
    expect(structured).toMatchObject({ class: "config", jobs: [], note: expect.stringContaining("jobs:test config") });
  });

  test("the child's job is found in its own project, by who may read that", async () => {
    const her = await story.connect(era);
    const child = (await mains(her))[4];
    const { structured } = await her.call("get_job_log", { ...storefront, pipeline_id: child });
    expect(logsOf(structured)).toMatchObject([
      { name: "ledger", project: "harbor/platform/payments", class: "test_failure" },
    ]);
    const fenced = await story.connect(era, { env: { GITLAB_PROJECTS: "harbor/storefront" } });
    const kept = await fenced.call("get_job_log", { ...storefront, pipeline_id: child });
    expect(logsOf(kept.structured)).toEqual([]);
  });

  test("the erased trace is not found, in a sentence that leads on", async () => {
    const her = await story.connect(era);
    const [erased] = await mains(her);
    const gone = await her.call("get_job_log", { ...storefront, pipeline_id: erased });
    expect([gone.isError, gone.code]).toEqual([true, "not_found"]);
    expect(gone.text).toMatch(/erased.*get_pipeline/);
  });
});
