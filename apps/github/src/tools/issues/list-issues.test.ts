import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

interface Row {
  number: number;
  repo?: string;
}

async function list(args: Record<string, unknown>) {
  const called = await github.call("list_issues", args);
  return { ...called, items: (called.structured["items"] ?? []) as Row[] };
}

const numbers = (rows: readonly Row[]) => rows.map(({ number }) => number);

test("a row says what an issue is; pull requests are none", async () => {
  const { items, structured } = await list({ ...storefront, limit: 100 });
  expect(structured["total"]).toBe(items.length);
  expect(numbers(items).filter((number) => number > 30)).toEqual([]);
  expect(items.find(({ number }) => number === 3)).toEqual({
    number: 3,
    title: "Product images load one after the other on slow lines",
    state: "open",
    author: "mlind",
    labels: ["performance", "catalog", "priority: high"],
    assignees: ["trenn"],
    milestone: "4.9",
    comments: 2,
    updated_at: expect.stringMatching(/Z$/),
    url: `${github.standIn.url}/harbor/storefront/issues/3`,
  });
  expect(github.sent()).toHaveLength(1);
});

describe("filters", () => {
  test.each([
    [{ state: "closed", assignee: "mlind" }, [10]],
    [{ author: "harbor-ci[bot]" }, [25, 21, 17]],
    [{ assignee: "*", author: "trenn" }, [27, 24]],
    [{ labels: ["accessibility"] }, [21, 9]],
    [{ labels: ["cart", "priority: high"] }, [12]],
    [{ milestone: "4.8", state: "all", direction: "asc", limit: 2 }, [2, 7]],
    [{ milestone: "none", labels: ["bug"], assignee: "none" }, [29, 15]],
    [{ sort: "comments", limit: 1 }, [12]],
  ])("%j", async (filter, expected) => {
    expect(numbers((await list({ ...storefront, ...filter })).items)).toEqual(expected);
  });

  test.each([{}, { labels: ["bug", "cart"] }])("updated since, with %j", async (more) => {
    const { items } = await list({ ...storefront, ...more, sort: "updated", limit: 3 });
    const second = (items[1] as unknown as { updated_at: string }).updated_at;
    const { items: since } = await list({ ...storefront, ...more, sort: "updated", since: second });
    expect(numbers(since)).toEqual(numbers(items).slice(0, 2));
  });

  test.each([storefront, { ...storefront, labels: ["bug", "cart"] }, { scope: "assigned" }])(
    "updated since a date, in %j",
    async (where) => {
      const { items } = await list({ ...where, since: "2026-11-01" });
      expect(items.length).toBeGreaterThan(0);
      for (const row of items as unknown as { updated_at: string }[]) expect(row.updated_at > "2026-11-01").toBe(true);
    },
  );

  test("an issue that GitHub failed to read is not called missing", async () => {
    const row = await github.client().graphql<{ repository: { issue: object } }>(
      `{ repository(owner: "harbor", name: "storefront") { issue(number: 3) { number title state updatedAt url
        labels(first: 1) { nodes { name } } assignees(first: 1) { nodes { login } } comments(first: 1) { totalCount } } } }`,
    );
    const data = { repository: { i0: row.repository.issue, i1: null } };
    const errors = [{ path: ["repository", "i1"], message: "Something went wrong while executing your query." }];
    github.standIn.control.fault({ path: "/graphql", effect: { status: 200, body: { data, errors } } });
    expect((await list({ ...storefront, numbers: [3, 4] })).code).toBe("upstream_unavailable");
  });

  test("pull requests among the rows leave no page without an issue", async () => {
    const labels = ["cart", "enhancement"];
    const { items: all } = await list({ ...storefront, labels, state: "all" });
    const found: Row[] = [];
    for (let cursor: unknown; ;) {
      const page = { labels, state: "all", limit: 1, ...(cursor !== undefined && { cursor }) };
      const { items, structured } = await list({ ...storefront, ...page });
      expect(items).toHaveLength(1);
      found.push(...items);
      cursor = structured["next_cursor"];
      if (cursor === undefined || found.length === all.length) break;
    }
    expect(found).toEqual(all);
  });

  test("a milestone is found past the first hundred", async () => {
    const { world } = github.standIn;
    const repository = [...world.repositories.values()].find(({ fullName }) => fullName === "harbor/storefront");
    const [older] = repository?.issues.milestones ?? [];
    for (let each = 1; older && each <= 120; each += 1) {
      const dueOnMs = world.now() + each * 86_400_000;
      repository?.issues.milestones.push({ ...older, number: 1_000 + each, title: `Later ${each}`, dueOnMs });
    }
    const { items } = await list({ ...storefront, milestone: "4.8", state: "all", direction: "asc", limit: 2 });
    expect(items.map(({ number }) => number)).toEqual([2, 7]);
  });

  test("a milestone that is not there names the nearest", async () => {
    const { code, text } = await list({ ...storefront, milestone: "4.9.0" });
    expect(code).toBe("invalid_input");
    expect(text).toContain('"4.9" is nearest');
  });
});

test("pages join without gap or repeat", async () => {
  const found: number[] = [];
  let cursor: unknown;
  do {
    const page = await list({ ...storefront, state: "all", limit: 7, ...(cursor !== undefined && { cursor }) });
    found.push(...numbers(page.items));
    cursor = page.structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});

describe("by number", () => {
  test("one request, and what is no issue is named", async () => {
    const { items, structured } = await list({ ...storefront, numbers: [12, 31, 2, 999, 12] });
    expect(numbers(items)).toEqual([12, 2]);
    expect(structured["missing"]).toEqual([31, 999]);
    expect(github.sent()).toHaveLength(1);
  });
});

describe("mine", () => {
  test("everywhere, by how I stand to them", async () => {
    const { items } = await list({ scope: "created", state: "all", limit: 100 });
    expect(new Set(items.map(({ repo }) => repo))).toEqual(
      new Set(["harbor/storefront", "harbor/docs", "harbor/payments", "harbor/legacy"]),
    );
    expect((await list({ scope: "assigned" })).items).toContainEqual(
      expect.objectContaining({ repo: "harbor/storefront", number: 1 }),
    );
  });

  test("in one repository", async () => {
    expect(numbers((await list({ ...storefront, scope: "assigned" })).items)).toEqual([27, 24, 1]);
  });
});

test.each([
  [{}, "Name owner and repo"],
  [{ owner: "harbor" }, "Name owner and repo"],
  [{ scope: "created", author: "trenn" }, "use search_issues"],
])("%j is refused before anything is sent", async (args, reason) => {
  const { code, text } = await list(args);
  expect(code).toBe("invalid_input");
  expect(text).toContain(reason);
  expect(github.sent()).toEqual([]);
});

test("a private repository is not there for others", async () => {
  expect((await github.call("list_issues", storefront, { as: "driveby7" })).code).toBe("not_found");
});
