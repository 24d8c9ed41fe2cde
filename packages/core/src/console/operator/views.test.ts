import { expect, test } from "vitest";
import { coreSettings, loadSettings } from "../../config/index.ts";
import { createMetrics } from "../../observe/index.ts";
import { JOB_FAMILIES, jobsView } from "./jobs-view.ts";
import { limitRows } from "./limit-rows.ts";
import { VENDOR_FAMILIES, vendorsView } from "./vendors-view.ts";

const shown = (page: unknown) =>
  String(page)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

test("jobs are told in numbers for people", async () => {
  const metrics = createMetrics({ tools: { github: [] }, methods: [] });
  metrics.watchQueue("tasks.github", async () => ({ waiting: 1_200, running: 2 }));
  metrics.watchQueue("idle", async () => ({ waiting: 0, running: 0 }));
  metrics.watchQueue("lost", () => Promise.reject(new Error("away")));
  metrics.job({ queue: "tasks.github", outcome: "completed", durationMs: 0.737 });
  metrics.job({ queue: "tasks.github", outcome: "failed", durationMs: 0.737 });
  metrics.job({ queue: "lost", outcome: "retried", durationMs: 90_000 });
  const text = shown(jobsView(await metrics.values(JOB_FAMILIES), "As of now."));
  expect(text).toContain("tasks.github 1,200 waiting, 2 at work 1 done, 1 failed 0.7 ms on average");
  expect(text).toContain("idle 0 waiting, 0 at work No tries yet No time yet");
  expect(text).toContain("lost Not known: their store does not answer 1 to be tried again 90 s on average");
  expect(shown(jobsView([], ""))).toContain("There are no queues.");
});

test("what is left of vendors' quotas is told by connector, and their names stay text", async () => {
  const metrics = createMetrics({ tools: { github: [], gitlab: [] }, methods: [] });
  const left = { credential: "a", resetMs: 60_000 };
  metrics.budget({ ...left, connector: "gitlab", bucket: "*", remaining: 1_999 });
  metrics.budget({ ...left, connector: "github", bucket: "<b>core</b>", remaining: 4_999 });
  const page = String(vendorsView(await metrics.values(VENDOR_FAMILIES), ""));
  expect(page).toContain("&lt;b&gt;core&lt;/b&gt;");
  expect(shown(page)).toMatch(/github .*4,999 .*gitlab .*1,999/);
  expect(shown(vendorsView([], ""))).toContain("No vendor has said lately what is left.");
});

test("limits are shown in units, lists as they are set, and what is not set says so", () => {
  const env = { LIMIT_TOOL_CALLS: "*=1000/day, create_issue=20/minute", FAIRLEAD_READONLY: "on" };
  const settings = loadSettings(coreSettings, { env });
  const rows = new Map(limitRows(settings).map(({ name, value }) => [name, value]));
  expect(Object.fromEntries(rows)).toMatchObject({
    LIMIT_BODY_BYTES: "4 MiB",
    LIMIT_CALL_TIMEOUT_MS: "60 s",
    LIMIT_SESSION_TTL_MS: "24 h",
    LIMIT_MAX_CONNECTIONS: "4,096",
    LIMIT_TOOL_CALLS: "*=1000/day, create_issue=20/minute",
    FAIRLEAD_READONLY: "on",
    FAIRLEAD_TOOLSETS: "not set",
    FAIRLEAD_EXCLUDE_TOOLS: "not set",
  });
});
