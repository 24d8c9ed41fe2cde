import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

interface Row {
  pipeline_id: number;
  ref: string;
  created_at: string;
  sha: string;
}

async function list(args: Record<string, unknown> = {}) {
  const { structured, code } = await gitlab.call("list_pipelines", { ...storefront, ...args });
  return { structured, code, items: (structured["items"] ?? []) as Row[] };
}

test("the newest first, each with what it ran for and how long", async () => {
  const { items, structured } = await list();
  expect(structured["total"]).toBe(14);
  expect(items[0]).toEqual({
    pipeline_id: expect.any(Number),
    status: "success",
    source: "push",
    ref: "feat/order-export",
    sha: expect.stringMatching(/^\w{40}$/),
    created_at: expect.stringMatching(/Z$/),
    duration_s: 120,
    url: expect.stringContaining("/harbor/storefront/-/pipelines/"),
  });
  expect(items.map(({ pipeline_id: id }) => id)).toEqual(
    items.map(({ pipeline_id: id }) => id).toSorted((a, b) => b - a),
  );
});

describe("filters", () => {
  test.each([
    [{ ref: "main" }, 6],
    [{ branch: "main", status: "failed" }, 5],
    [{ status: "running" }, 1],
    [{ username: "mlind" }, 6],
    [{ source: "schedule" }, 0],
  ])("%j", async (filter, count) => {
    expect((await list(filter)).items).toHaveLength(count);
  });

  test("by commit, and by when it changed", async () => {
    const { items } = await list({ ref: "main" });
    const tip = items[0]?.sha;
    expect((await list({ sha: tip, ref: "main" })).items).toHaveLength(6);
    const between = { updated_after: items[2]?.created_at, updated_before: items[1]?.created_at };
    expect((await list({ ref: "main", ...between })).items).toEqual(items.slice(1, 3));
  });
});

test("pages join without gap or repeat", async () => {
  const found: number[] = [];
  let cursor: unknown;
  do {
    const page = await list({ limit: 5, ...(cursor !== undefined && { cursor }) });
    found.push(...page.items.map(({ pipeline_id: id }) => id));
    cursor = page.structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found).toEqual((await list()).items.map(({ pipeline_id: id }) => id));
});
