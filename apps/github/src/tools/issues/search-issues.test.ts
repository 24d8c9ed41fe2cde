import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const repos = ["harbor/storefront", "harbor/payments"];

interface Row {
  repo: string;
  number: number;
  kind: string;
}

async function search(args: Record<string, unknown>) {
  const called = await github.call("search_issues", args);
  return { ...called, items: (called.structured["items"] ?? []) as Row[] };
}

const searches = () => github.sent().filter(({ path }) => path.endsWith("/search/issues"));
const named = (rows: readonly Row[]) => rows.map(({ repo, number }) => `${repo}#${number}`);

test("several repositories in one query, without repeats", async () => {
  const { items, structured } = await search({ query: "cent", repos });
  expect(named(items)).toContain("harbor/storefront#12");
  expect(named(items)).toContain("harbor/payments#3");
  expect(new Set(named(items)).size).toBe(items.length);
  expect(items[0]).toMatchObject({ kind: "issue", state: expect.any(String), labels: expect.any(Array) });
  expect(structured).toMatchObject({ total: items.length });
  expect(searches()).toHaveLength(1);
});

test("brackets and OR are sent only together with the word that makes a server read them", async () => {
  const parameters = () => searches().map(({ query }) => Object.fromEntries(new URLSearchParams(query)));
  await search({ query: "cent", repos, kind: "any" });
  expect(parameters()).toHaveLength(2);
  for (const { q, advanced_search } of parameters()) {
    expect(q).toContain("(repo:harbor/storefront OR repo:harbor/payments)");
    expect(advanced_search).toBe("true");
  }
  await search({ query: "cent OR shop", owner: "harbor" });
  expect(parameters().at(-1)).toMatchObject({ q: "(cent OR shop) is:issue user:harbor", advanced_search: "true" });
});

test("a simple search is read alike everywhere, and is sent without that word", async () => {
  await search({ query: "cent", repos: ["harbor/payments"] });
  expect(new URLSearchParams(searches()[0]?.query).has("advanced_search")).toBe(false);
});

test("a repository that cannot be seen is skipped, and said", async () => {
  const { items, structured } = await search({ query: "cent", repos: [...repos, "harbor/nothing"] });
  expect(structured["skipped_repos"]).toEqual(["harbor/nothing"]);
  expect(named(items)).toContain("harbor/payments#3");
});

test("a repository that the search does not know under its former name is searched under its present one", async () => {
  github.standIn.control.rename("harbor/payments", "money");
  const message = "The listed users and repositories cannot be searched.";
  const body = { message: "Validation Failed", errors: [{ resource: "Search", field: "q", code: "invalid", message }] };
  github.standIn.control.fault({ path: "/search/issues", effect: { status: 422, body } });
  const { items, structured } = await search({ query: "cent", repos });
  expect(structured).not.toHaveProperty("skipped_repos");
  expect(named(items)).toContain("harbor/money#3");
  expect(new URLSearchParams(searches().at(-1)?.query).get("q")).toContain("repo:harbor/money");
});

describe("what is searched for", () => {
  test("pull requests", async () => {
    const { items } = await search({ query: "gift", kind: "pull_request", owner: "harbor" });
    expect(items).toMatchObject([{ kind: "pull_request", number: 31 }]);
  });

  test("both, asked for apart and put in order", async () => {
    const { items, structured } = await search({ query: "gift", kind: "any", repos, sort: "created", order: "asc" });
    expect(items.map(({ number }) => number)).toEqual([22, 23, 31]);
    expect(structured["total"]).toBe(3);
    const queries = searches().map(({ query }) => new URLSearchParams(query).get("q"));
    expect(queries).toEqual([expect.stringContaining("is:issue"), expect.stringContaining("is:pull-request")]);
  });

  test("open or closed", async () => {
    expect(named((await search({ query: "newsletter", repos, state: "open" })).items)).toEqual([]);
    expect(named((await search({ query: "newsletter", repos, state: "closed" })).items)).toEqual([
      "harbor/storefront#7",
    ]);
  });
});

test("pages of both kinds join without gap or repeat", async () => {
  const found: string[] = [];
  let cursor: unknown;
  let total: unknown;
  do {
    const args = { query: "label:cart", kind: "any", repos, limit: 4 };
    const page = await search({ ...args, ...(cursor !== undefined && { cursor }) });
    found.push(...named(page.items));
    ({ next_cursor: cursor, total } = page.structured);
  } while (cursor !== undefined);
  expect(new Set(found).size).toBe(found.length);
  expect(found).toHaveLength(Number(total));
});

test("an outsider finds nothing private", async () => {
  const { structured } = await github.call("search_issues", { query: "cent", owner: "harbor" }, { as: "driveby7" });
  expect(named(structured["items"] as Row[])).toEqual(["harbor/docs#2"]);
});

test("names of repositories are names", async () => {
  expect((await search({ query: "x", repos: ["harbor"] })).code).toBe("invalid_input");
  expect((await search({ query: "x", repos: ["a/b is:pr"] })).code).toBe("invalid_input");
  expect(github.sent()).toEqual([]);
});
