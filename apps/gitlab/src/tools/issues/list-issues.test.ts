import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

interface Row {
  iid: number;
  project: string;
  updated_at: string;
}

async function list(args: Record<string, unknown>) {
  const called = await gitlab.call("list_issues", args);
  return { ...called, items: (called.structured["items"] ?? []) as Row[] };
}

const iids = (rows: readonly Row[]) => rows.map(({ iid }) => iid);

test("a row says what an issue is; open ones, the newest first", async () => {
  const { items, structured } = await list({ ...storefront, limit: 100 });
  expect(structured["total"]).toBe(items.length);
  expect(iids(items).slice(0, 3)).toEqual([30, 29, 27]);
  expect(items.find(({ iid }) => iid === 3)).toEqual({
    project: "harbor/storefront",
    iid: 3,
    type: "issue",
    title: "Product images load one after the other on slow lines",
    state: "opened",
    author: "mlind",
    labels: ["performance", "catalog", "priority: high"],
    assignees: ["trenn"],
    milestone: "4.9",
    updated_at: expect.stringMatching(/Z$/),
    url: `${gitlab.standIn.url}/harbor/storefront/-/issues/3`,
  });
  expect(gitlab.sent()).toHaveLength(1);
});

describe("filters", () => {
  test.each([
    [{ state: "closed", assignee: "mlind" }, [10]],
    [{ author: "harbor-ci" }, [25, 21, 17]],
    [{ labels: ["accessibility"] }, [21, 9]],
    [{ labels: ["cart", "priority: high"] }, [12]],
    [{ milestone: "4.8", state: "all" }, [13, 10, 7, 2]],
    [{ milestone: "None", labels: ["bug"] }, [29, 27, 15]],
    [{ query: "gift card" }, [23, 22]],
    [{ iids: [12, 2, 999], state: "all" }, [12, 2]],
    [{ types: ["incident", "task"] }, []],
  ])("%j", async (filter, expected) => {
    expect(iids((await list({ ...storefront, ...filter })).items)).toEqual(expected);
  });

  test("updated since", async () => {
    const { items } = await list({ ...storefront, sort: "updated", limit: 3 });
    const { items: since } = await list({ ...storefront, sort: "updated", updated_after: items[1]?.updated_at });
    expect(iids(since)).toEqual(iids(items).slice(0, 2));
  });

  test("GitLab's spellings of project and limit are taken", async () => {
    expect((await list({ project_id: 1, per_page: 2 })).items).toHaveLength(2);
  });
});

test("pages join without gap or repeat", async () => {
  const found: number[] = [];
  let cursor: unknown;
  do {
    const page = await list({ ...storefront, state: "all", limit: 7, ...(cursor !== undefined && { after: cursor }) });
    found.push(...iids(page.items));
    cursor = page.structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});

test("of a group with its subgroups, and mine everywhere", async () => {
  const projects = async (args: Record<string, unknown>) =>
    new Set((await list({ ...args, state: "all", limit: 100 })).items.map(({ project }) => project)).size;
  expect(await projects({ group: "harbor" })).toBe(3);
  expect(await projects({ group: "harbor/platform" })).toBe(1);
  expect((await list({ scope: "assigned_to_me" })).items).toMatchObject([{ iid: 27 }, { iid: 24 }, { iid: 1 }]);
});

test.each([
  [{}, "Name a project or group"],
  [{ scope: "all" }, "Name a project or group"],
  [{ ...storefront, group: "harbor" }, "not both"],
])("%j is refused before anything is sent", async (args, reason) => {
  const { code, text } = await list(args);
  expect(code).toBe("invalid_input");
  expect(text).toContain(reason);
  expect(gitlab.sent()).toEqual([]);
});

test("a private project is not there for others", async () => {
  expect((await gitlab.call("list_issues", storefront, { as: "driveby7" })).code).toBe("not_found");
});
