import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

interface Row {
  run_id: number;
  workflow: string;
  branch: string;
  conclusion?: string;
}

async function runs(args: Record<string, unknown>) {
  const called = await github.call("list_workflow_runs", { ...storefront, ...args });
  return { ...called, rows: (called.structured["items"] ?? []) as Row[] };
}

test("newest first, with how each ended", async () => {
  const { rows, structured } = await runs({ branch: "fix/cart-rounding" });
  expect(rows).toEqual([
    {
      run_id: expect.any(Number),
      workflow: "test",
      event: "pull_request",
      status: "completed",
      conclusion: "failure",
      branch: "fix/cart-rounding",
      head_sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      attempt: 1,
      duration_s: expect.any(Number),
      url: expect.stringContaining("/actions/runs/"),
    },
  ]);
  expect(structured["total"]).toBe(1);
});

test("one that has not ended has no conclusion and no duration", async () => {
  const [running] = (await runs({ status: "in_progress" })).rows;
  expect(running).toMatchObject({ branch: "draft/search-facets" });
  expect(running).not.toHaveProperty("conclusion");
  expect(running).not.toHaveProperty("duration_s");
});

test("by the beginning of a commit's id, which GitHub itself would not know", async () => {
  const { rows } = await runs({ branch: "fix/cart-rounding" });
  const sha = String((rows[0] as { head_sha?: string } | undefined)?.head_sha);
  expect((await runs({ head_sha: sha.slice(0, 8) })).rows).toEqual(rows);
  expect((await runs({ head_sha: "0123456" })).code).toBe("not_found");
});

test("by what failed, who started it, and when", async () => {
  const failed = await runs({ status: "failure" });
  expect(failed.rows.length).toBeGreaterThan(2);
  for (const { conclusion } of failed.rows) expect(conclusion).toBe("failure");
  expect((await runs({ event: "schedule" })).rows.map(({ workflow }) => workflow)).toEqual(["end-to-end"]);
  expect((await runs({ actor: "nobody-here" })).rows).toEqual([]);
  expect((await runs({ created: "<2000-01-01" })).rows).toEqual([]);
});

describe("a workflow", () => {
  test.each(["bundle", "bundle.yml", ".github/workflows/bundle.yml"])("by %s", async (workflow) => {
    const { rows } = await runs({ workflow });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.workflow))).toEqual(new Set(["bundle"]));
  });

  test("by a name that none has: those that there are", async () => {
    const { code, text } = await runs({ workflow: "deploy everything" });
    expect(code).toBe("not_found");
    expect(text).toContain("end-to-end");
  });

  test("all of them, on request", async () => {
    const { structured } = await runs({ include: ["workflows"], limit: 1 });
    expect(structured["workflows"]).toContainEqual({
      workflow_id: expect.any(Number),
      name: "test",
      path: ".github/workflows/test.yml",
      state: "active",
    });
  });
});

test("pages join without gap or repeat", async () => {
  const all = (await runs({ limit: 100 })).rows.map(({ run_id }) => run_id);
  const found: number[] = [];
  for (let cursor: unknown; ;) {
    const { rows, structured } = await runs({ limit: 4, ...(cursor !== undefined && { cursor }) });
    found.push(...rows.map(({ run_id }) => run_id));
    cursor = structured["next_cursor"];
    if (cursor === undefined) break;
  }
  expect(found).toEqual(all);
});

test("a repository that cannot be seen", async () => {
  expect((await github.call("list_workflow_runs", storefront, { as: "driveby7" })).code).toBe("not_found");
});
