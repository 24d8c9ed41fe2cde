import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

interface Row {
  number: number;
  repo?: string;
}

async function list(args: Record<string, unknown>, as?: "trenn" | "driveby7") {
  const called = await github.call("list_pull_requests", args, as && { as });
  return { ...called, items: (called.structured["items"] ?? []) as Row[] };
}

const numbers = (rows: readonly Row[]) => rows.map(({ number }) => number);

test("a row says where a pull request stands, in one request", async () => {
  const { items, structured } = await list(storefront);
  expect(numbers(items)).toEqual([38, 37, 36, 35, 34, 33, 32, 31]);
  expect(structured["total"]).toBe(8);
  expect(items.find(({ number }) => number === 32)).toEqual({
    number: 32,
    title: "Saved carts for signed-in customers",
    state: "open",
    draft: false,
    author: "trenn",
    head: "feat/saved-carts",
    base: "main",
    review_decision: "changes_requested",
    checks: "passing",
    url: `${github.standIn.url}/harbor/storefront/pull/32`,
  });
  expect(items.find(({ number }) => number === 36)).toMatchObject({ head: expect.stringMatching(/^driveby7:/) });
  expect(github.sent()).toHaveLength(1);
});

describe("filters", () => {
  test.each([
    [{ head: "feat/saved-carts" }, [32]],
    [{ head: "harbor:feat/saved-carts" }, [32]],
    [{ head: "driveby7:feat/saved-carts" }, []],
    [{ base: "release/4.8" }, []],
    [{ draft: true }, [35]],
    [{ author: "mlind" }, [38]],
    [{ labels: ["cart", "checkout"] }, [31]],
    [{ checks: "failing" }, [37]],
    [{ review: "changes_requested" }, [32]],
    [{ review: "approved", head: "feat/gift-cards" }, [31]],
    [{ state: "merged" }, []],
    [{ direction: "asc", limit: 2 }, [31, 32]],
  ])("%j", async (filter, expected) => {
    expect(numbers((await list({ ...storefront, ...filter })).items)).toEqual(expected);
  });
});

test("what single sign-on hides from the token is left out", async () => {
  const [shown, total] = [{ number: 5, title: "Seen", state: "OPEN", headRefName: "a", baseRefName: "main" }, 2];
  const message = "Resource protected by organization SAML enforcement.";
  const body = {
    data: {
      search: {
        issueCount: total,
        nodes: [null, { ...shown, isDraft: false, author: null, url: "u", repository: { nameWithOwner: "a/b" } }],
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    },
    errors: [{ type: "FORBIDDEN", path: ["search", "nodes", 0], message }],
  };
  github.standIn.control.fault({ path: "/graphql", effect: { status: 200, body } });
  const { items } = await list({ scope: "mine" });
  expect(items).toMatchObject([{ repo: "a/b", number: 5, head: "a" }]);
});

test("a search in a renamed repository is one under its present name", async () => {
  github.standIn.control.rename("harbor/storefront", "shop");
  expect(numbers((await list({ ...storefront, draft: true })).items)).toEqual([35]);
  const asked = github.sent().map(({ body }) => (body as { variables: { q: string } }).variables.q);
  expect(asked.at(-1)).toContain("repo:harbor/shop ");
});

describe("mine, everywhere", () => {
  test("those I opened", async () => {
    expect((await list({ scope: "mine" })).items).toMatchObject([{ repo: "harbor/storefront", number: 38 }]);
  });

  test("those that wait for my review, in one repository, too", async () => {
    expect(numbers((await list({ scope: "review_requested" }, "trenn")).items)).toContain(38);
    expect(numbers((await list({ ...storefront, scope: "review_requested" })).items)).toEqual([34, 33]);
  });
});

test.each([{}, { labels: ["cart"] }])("pages join without gap or repeat, with %j", async (filter) => {
  const found: number[] = [];
  let cursor: unknown;
  do {
    const page = await list({ ...storefront, ...filter, limit: 2, ...(cursor !== undefined && { cursor }) });
    found.push(...numbers(page.items));
    cursor = page.structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found).toEqual("labels" in filter ? [37, 32, 31] : [38, 37, 36, 35, 34, 33, 32, 31]);
});

test("a private repository is not there for others, searched or listed", async () => {
  expect((await list(storefront, "driveby7")).code).toBe("not_found");
  expect((await list({ ...storefront, draft: true }, "driveby7")).code).toBe("not_found");
});

test.each([{}, { owner: "harbor" }])("%j is refused before anything is sent", async (args) => {
  expect((await list(args)).code).toBe("invalid_input");
  expect(github.sent()).toEqual([]);
});
