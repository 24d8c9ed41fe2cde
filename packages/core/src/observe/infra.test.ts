import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createMetrics } from "./index.ts";

const read = (name: string) =>
  readFileSync(new URL(`../../../../infra/observability/${name}`, import.meta.url), "utf8");

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}
const rules = (parse(read("alerts.yml")) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
const { panels } = JSON.parse(read("dashboard.json")) as {
  panels: { id: number; title: string; type: string; targets?: { expr: string }[] }[];
};
const runbook = read("../../docs/runbooks/alerts.md");
const queries: [string, string][] = [
  ...rules.map(({ alert, expr }): [string, string] => [alert, expr]),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }): [string, string] => [title, expr])),
  ...[...runbook.matchAll(/`([^`]*\b(?:rate|increase)\([^`]*)`/g)].map(([, expr = ""]): [string, string] => [
    "the runbook",
    expr,
  ]),
];

/** Every series that a server has once everything has happened, with its labels. */
async function known(): Promise<Map<string, Set<string>>> {
  const metrics = createMetrics({ tools: { github: ["get_issue"] }, methods: ["tools/call"] });
  const call = { connector: "github", method: "tools/call", tool: "get_issue", durationMs: 1 };
  metrics.request({ ...call, outcome: "tool_error", code: "internal", stage: "run" });
  metrics.upstream({ connector: "github", status: 200, durationMs: 1 });
  metrics.budget({ connector: "github", credential: "c", bucket: "core", remaining: 1, resetMs: 60_000 });
  metrics.breaker({ connector: "github", host: "h", state: "open" });
  metrics.job({ queue: "q", outcome: "completed", durationMs: 1 });
  metrics.watchQueue("q", async () => ({ waiting: 1, running: 0 }));
  metrics.watchSessions("github", () => 1);
  metrics.cache("upstream", "hit");
  metrics.audited(1, 1);
  metrics.auditFailed();
  metrics.refused("overload");
  const { body } = await metrics.scrape();
  const series = new Map<string, Set<string>>([["up", new Set(["job"])]]);
  for (const line of body.split("\n")) {
    // What has not happened yet has a type and no series.
    const [, typed, type] = /^# TYPE (\w+) (\w+)/.exec(line) ?? [];
    if (typed !== undefined && type === "histogram") {
      for (const part of ["sum", "count", "bucket"]) series.set(`${typed}_${part}`, new Set());
    }
    const [, name, labels = ""] = /^([a-z0-9_]+)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const of = series.get(name) ?? series.set(name, new Set()).get(name);
    for (const [, label = ""] of labels.matchAll(/([a-z_]+)="/g)) of?.add(label);
  }
  return series;
}

/** The series that a query asks for, each with the labels that it selects by. */
function asked(query: string): { name: string; labels: string[] }[] {
  const bare = query.replace(/\b(?:by|on|without) *\([^)]*\)/g, "").replace(/\[[^\]]*\]/g, "");
  return [...bare.matchAll(/\b([a-z][a-z0-9_]*)\b(\{[^}]*\})?(?! *\()/g)].flatMap(([, name = "", selector = ""]) => {
    if (bare.includes(`"${name}"`) || !/_|^up$/.test(name)) return [];
    const labels = [...selector.matchAll(/([a-z_]+) *(?:=~|!~|!=|=)/g)].map(([, label = ""]) => label);
    return [{ name, labels }];
  });
}

const grouping = (query: string) =>
  [...query.matchAll(/\bby *\(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(",").map((label) => label.trim()));

test.each(queries)("%s asks for what there is: %s", async (_name, query) => {
  const series = await known();
  const wanted = asked(query);
  expect(wanted.length).toBeGreaterThan(0);
  const labels = new Set(["instance"]);
  for (const { name, labels: selected } of wanted) {
    const own = series.get(name);
    expect(own, `${name} is no metric of ours`).toBeDefined();
    for (const label of own ?? []) labels.add(label);
    for (const label of selected) expect([...(own ?? [])], `${name} has no label ${label}`).toContain(label);
  }
  for (const label of grouping(query)) expect([...labels], `nothing has the label ${label}`).toContain(label);
});

describe("alert rules", () => {
  test("have names of their own, a severity, and say what to look at", () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { labels, annotations } of rules) {
      expect(["info", "warning", "critical"]).toContain(labels.severity);
      expect(annotations.summary).toMatch(/\.$/);
      expect(annotations.description.length).toBeGreaterThan(30);
    }
  });

  test("have a part of the runbook each, which they lead to, and which has no others", () => {
    const parts = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(parts).toEqual(rules.map(({ alert }) => alert));
    for (const { alert, annotations } of rules) {
      expect(annotations.runbook_url).toBe(`docs/runbooks/alerts.md#${alert.toLowerCase()}`);
    }
  });
});

test("the dashboard's panels have ids of their own and lie beside each other", () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(panels.filter(({ type }) => type !== "row").every(({ targets = [] }) => targets.length > 0)).toBe(true);
});

test("what nobody has is found", () => {
  expect(asked('sum by (x) (rate(no_such_total{a="b", c=~"d|e"}[5m])) / up > 1')).toEqual([
    { name: "no_such_total", labels: ["a", "c"] },
    { name: "up", labels: [] },
  ]);
});
