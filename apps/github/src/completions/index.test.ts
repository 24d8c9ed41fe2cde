import { describe, expect, test } from "vitest";
import { useGithub } from "../../test/harness.ts";
import { completions } from "./index.ts";
import type { CompletionContext } from "./known-repository.ts";

const github = useGithub();

function context(known: Record<string, string>, as?: "driveby7"): CompletionContext {
  return {
    client: github.client(as),
    connection: { id: "test", identity: undefined },
    signal: new AbortController().signal,
    budget: 6_000,
    keep: (_key, _keepMs, read) => read(),
    notes: { peek: () => undefined, find: async () => undefined, put: () => {}, drop: () => {} },
    policy: { access: "full", toolsets: [], excludedTools: [], allow: [], limits: [] },
    mayRead: () => true,
    readFrom: () => {},
    known,
  };
}

const storefront = { owner: "harbor", repo: "storefront" };
const complete = (
  name: keyof typeof completions,
  typed: string,
  known: Record<string, string> = storefront,
  as?: "driveby7",
) => completions[name](typed, context(known, as));

describe("owner", () => {
  test("me, my organizations, owners of what I see", async () => {
    expect(await complete("owner", "", {})).toEqual(["mlind", "harbor"]);
    expect(github.sent().some(({ path }) => path === "/search/users")).toBe(false);
  });

  test("anybody, from three characters on", async () => {
    expect(await complete("owner", "driveby", {})).toContain("driveby7");
  });
});

describe("repo", () => {
  test("of the owner, those I work on", async () => {
    const names = await complete("repo", "", { owner: "harbor" });
    expect(names).toContain("storefront");
    expect(names).toContain("payments");
  });

  test("of a stranger, those that are public", async () => {
    expect(await complete("repo", "", { owner: "harbor" }, "driveby7")).toEqual(["docs"]);
    expect(await complete("repo", "", { owner: "nobody-here" })).toEqual([]);
  });

  test("of anybody, before the owner is known", async () => {
    expect(await complete("repo", "", {})).toContain("storefront");
  });
});

test("number: what is open, issues and pull requests, the last updated first", async () => {
  const numbers = await complete("number", "");
  expect(numbers).toContain("12");
  expect(numbers).toContain("37");
  // Closed.
  expect(numbers).not.toContain("2");
  expect(github.sent()).toHaveLength(1);
});

test("branch: by what was typed", async () => {
  expect(await complete("branch", "feat/s")).toEqual(["feat/saved-carts"]);
  expect(await complete("branch", "")).toContain("main");
  expect(await complete("branch", "x", { owner: "harbor", repo: "empty" })).toEqual([]);
});

describe("path", () => {
  test("files and directories, those that begin so before those that hold it", async () => {
    expect((await complete("path", "src/ca")).slice(0, 3)).toEqual(["src/cart", "src/catalog", "src/cart/line.ts"]);
    expect(await complete("path", "total")).toEqual(["src/cart/total.test.ts", "src/cart/total.ts"]);
  });

  test("of the branch that is known", async () => {
    const carts = { ...storefront, branch: "feat/saved-carts" };
    expect(await complete("path", "src/cart/saved", carts)).toEqual(["src/cart/saved-carts.ts"]);
    expect(await complete("path", "src/cart/saved")).toEqual([]);
    expect(await complete("path", "", { owner: "harbor", repo: "empty" })).toEqual([]);
  });
});

test("nothing, before the repository is known or where none can be seen", async () => {
  for (const name of ["number", "branch", "path"] as const) {
    expect(await complete(name, "", { owner: "harbor" })).toEqual([]);
    expect(await complete(name, "", { owner: "harbor", repo: "nothing" })).toEqual([]);
  }
});

test("typing twenty characters costs three requests at most", async () => {
  const client = await github.connect();
  const word = "driveby7-and-friends";
  for (let end = 1; end <= word.length; end += 1) {
    await client.complete("triage_issue", { name: "owner", value: word.slice(0, end) });
  }
  expect(github.sent().length).toBeLessThanOrEqual(3);
  const path = "src/cart/total.test.ts";
  const before = github.sent().length;
  for (let end = 1; end <= path.length; end += 1) {
    await client.complete("triage_issue", { name: "path", value: path.slice(0, end) }, storefront);
  }
  expect(github.sent().length - before).toBeLessThanOrEqual(3);
});
