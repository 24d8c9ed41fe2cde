import { describe, expect, test } from "vitest";
import { frameworks } from "./fixtures/frameworks/index.ts";
import { githubLog } from "./fixtures/github-log.ts";
import { gitlabTrace } from "./fixtures/gitlab-trace.ts";
import { sourceOf } from "./fixtures/source-of.ts";
import { formatSection, listSteps } from "./list-steps.ts";

const budgetTokens = 2000;

describe("GitHub", () => {
  const log = githubLog(frameworks.jest, 1, 600);

  test("steps the API told of, with their lines; the group that heads a step is not repeated", async () => {
    const { sections, totalLines } = await listSteps(sourceOf(log.lines), { steps: log.steps ?? [], budgetTokens });
    expect(totalLines).toBe(log.lines.length);
    expect(sections.filter((section) => section.depth === 0).map((section) => section.name)).toEqual(
      log.steps?.map((step) => step.name),
    );
    const failed = sections.filter((section) => section.failed);
    expect(failed.map((section) => section.name)).toEqual(["Run npm test"]);
    expect(failed[0]?.fromLine).toBeLessThan(log.truthLine);
    expect(failed[0]?.toLine).toBeGreaterThan(log.truthLine);
    expect(sections.find((section) => section.name === "Runner Image Provisioner")).toMatchObject({
      depth: 1,
      fromLine: 2,
      toLine: 4,
    });
  });

  test("without the API, steps by their head", async () => {
    const { sections } = await listSteps(sourceOf(log.lines), { budgetTokens });
    const step = sections.find((section) => section.name === "Run npm test");
    expect(step).toMatchObject({ depth: 0, failed: true });
    expect(step?.fromLine).toBeLessThan(log.truthLine);
    expect(step?.toLine).toBeGreaterThan(log.truthLine);
  });
});

describe.each([false, true])("GitLab, timestamps %s", (timestamps) => {
  test("sections with headings; the script failed, the clean-up did not", async () => {
    const trace = gitlabTrace(frameworks.jest, 1, 600, timestamps);
    const { sections } = await listSteps(sourceOf(trace.lines), { budgetTokens });
    expect(sections.filter((section) => section.depth === 0).map((section) => section.name)).toEqual([
      "prepare_executor",
      "prepare_script",
      "get_sources",
      "restore_cache",
      "step_script",
      "after_script",
      "upload_artifacts_on_failure",
      "cleanup_file_variables",
    ]);
    expect(sections.filter((section) => section.failed).map((section) => section.name)).toEqual(["step_script"]);
    expect(sections[0]?.title).toBe('Preparing the "docker" executor');
  });
});

test("a nested section that was left open failed with its parent", async () => {
  const trace = [
    "section_start:1:step_script\r\u001B[0KExecuting",
    "section_start:3:deploy[collapsed=true]\r\u001B[0Kdeploy",
    "boom",
    "section_end:9:step_script\r\u001B[0K",
  ];
  const { sections } = await listSteps(sourceOf(trace), { budgetTokens });
  expect(sections).toEqual([
    { name: "step_script", title: "Executing", depth: 0, fromLine: 1, toLine: 4, failed: true, durationMs: 8000 },
    { name: "deploy", title: "deploy", depth: 1, fromLine: 2, toLine: 4, failed: true, durationMs: 6000 },
  ]);
  expect(sections.map(formatSection)).toEqual([
    "FAILED step_script (Executing) [1-4] 8 s",
    "  FAILED deploy (deploy) [2-4] 6 s",
  ]);
});

test("nothing failed in a job that succeeded", async () => {
  const { sections } = await listSteps(
    sourceOf(["section_start:1:step_script\r\u001B[0KExecuting", "section_end:2:step_script\r\u001B[0KJob succeeded"]),
    { budgetTokens },
  );
  expect(sections.map((section) => section.failed)).toEqual([undefined]);
});

test("listing on from `next` gives every section once", async () => {
  const lines = Array.from({ length: 60 }, (_, index) => [`##[group]part ${index}`, "row", "##[endgroup]"]).flat();
  const seen: string[] = [];
  for (let fromLine: number | undefined = 1; fromLine !== undefined;) {
    const page = await listSteps(sourceOf(lines), { fromLine, budgetTokens: 50 });
    expect(page.sections.map(formatSection).join("\n").length).toBeLessThanOrEqual(200);
    seen.push(...page.sections.map((section) => section.name));
    fromLine = page.next;
  }
  expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => `part ${index}`));
});
