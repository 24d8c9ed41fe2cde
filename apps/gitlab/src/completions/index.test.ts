import { describe, expect, test } from "vitest";
import { useGitlab } from "../../test/harness.ts";
import { gitlabClient } from "../client/gitlab-client.ts";
import { settings } from "../settings.ts";
import { completions } from "./index.ts";

const gitlab = useGitlab();
const known = { project: "harbor/storefront" };

function complete(name: keyof typeof completions, typed: string, given: Record<string, string> = known) {
  const { url, tokens } = gitlab.standIn;
  const authorized: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...init?.headers, authorization: `Bearer ${tokens.mlind}` } });
  return completions[name](typed, {
    client: gitlabClient({ settings: settings.parse({ url }), fetch: authorized }),
    connection: { id: "test", identity: undefined },
    signal: new AbortController().signal,
    budget: 6_000,
    keep: (_key, _keepMs, read) => read(),
    notes: { peek: () => undefined, find: async () => undefined, put: () => {}, drop: () => {} },
    policy: { access: "full", toolsets: [], excludedTools: [], allow: [], limits: [] },
    mayRead: () => true,
    readFrom: () => {},
    known: given,
  });
}

test("project: those that I belong to, by any part of their path", async () => {
  expect(await complete("project", "", {})).toEqual(
    expect.arrayContaining(["harbor/storefront", "harbor/platform/payments", "harbor/docs"]),
  );
  expect(await complete("project", "platform", {})).toEqual(["harbor/platform/payments"]);
});

test("iid: what is open, issues and merge requests, each once", async () => {
  const iids = await complete("iid", "");
  expect(iids).toEqual(expect.arrayContaining(["12", "37"]));
  expect(new Set(iids).size).toBe(iids.length);
  expect(gitlab.sent()).toHaveLength(2);
});

test("ref: branches that begin so", async () => {
  expect(await complete("ref", "feat/s")).toContain("feat/saved-carts");
  expect(await complete("ref", "saved")).toEqual([]);
});

describe("path", () => {
  test("what begins so before what holds it, at the ref that is known", async () => {
    expect((await complete("path", "src/ca")).slice(0, 2)).toEqual(["src/cart", "src/catalog"]);
    expect(await complete("path", "saved-c", { ...known, ref: "feat/saved-carts" })).toEqual([
      "src/cart/saved-carts.ts",
    ]);
    expect(await complete("path", "saved-c")).toEqual([]);
  });
});

test("pipeline_id: those that failed first", async () => {
  const ids = (await complete("pipeline_id", "")).map(Number);
  const statuses = await Promise.all(
    ids.slice(0, 3).map(async (id) => (await gitlab.call("get_pipeline", { ...known, pipeline_id: id })).structured),
  );
  expect(statuses).toMatchObject([{ status: "failed" }, { status: "failed" }, { status: "failed" }]);
});

test("nothing, before the project is known or where it cannot be seen", async () => {
  for (const name of ["iid", "ref", "path", "pipeline_id"] as const) {
    expect(await complete(name, "", {}), name).toEqual([]);
    expect(await complete(name, "", { project: "harbor/nowhere" }), name).toEqual([]);
  }
});

test("typing a project's whole path costs three requests at most, and none of them a search", async () => {
  const client = await gitlab.connect();
  const path = "harbor/platform/payments";
  let values: string[] = [];
  for (let end = 1; end <= path.length; end += 1) {
    values = await client.complete("triage_issue", { name: "project", value: path.slice(0, end) });
  }
  expect(values).toEqual([path]);
  expect(gitlab.sent().length).toBeLessThanOrEqual(3);
  expect(gitlab.sent().some(({ path: asked }) => asked.endsWith("/search"))).toBe(false);
});
