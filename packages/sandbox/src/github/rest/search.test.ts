import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

const github = await startGithub();
afterAll(async () => github.close());
beforeEach(() => github.control.reset());

interface Hits {
  total_count: number;
  items: {
    path: string;
    full_name: string;
    login: string;
    commit: { message: string };
    repository: { full_name: string };
    text_matches?: { fragment: string; matches: { text: string; indices: [number, number] }[] }[];
  }[];
}
const search = async (kind: string, q: string, who: "mlind" | "iokafor" | "driveby7" = "mlind", headers = {}) =>
  testClient(github, who).get<Hits>(`/search/${kind}?q=${encodeURIComponent(q)}`, headers);
const refusal =
  "The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.";

const paths = async (q: string) => (await search("code", q)).body.items.map(({ path }) => path).toSorted();

describe("code", () => {
  test("finds text on default branches with its qualifiers", async () => {
    expect(await paths("createIntent repo:harbor/storefront")).toEqual([
      "src/checkout/checkout.ts",
      "src/checkout/payment.ts",
    ]);
    expect(await paths("refund extension:go path:internal/ledger")).toEqual([
      "internal/ledger/entry.go",
      "internal/ledger/refund.go",
      "internal/ledger/refund_test.go",
    ]);
    expect(await paths("payWithCard repo:harbor/storefront")).toEqual([]);
    expect(await paths('"whole cents" language:typescript')).toEqual(["src/cart/line.ts", "src/money.ts"]);
  });

  test("gives fragments with places only where they are asked for", async () => {
    const plain = await search("code", "createIntent repo:harbor/storefront");
    expect(plain.body.items[0]).not.toHaveProperty("text_matches");
    const hits = await search("code", "createIntent repo:harbor/storefront", "mlind", {
      accept: "application/vnd.github.text-match+json",
    });
    for (const { fragment, matches } of hits.body.items.flatMap(({ text_matches }) => text_matches ?? [])) {
      expect(matches.length).toBeGreaterThan(0);
      for (const { text, indices } of matches) expect(fragment.slice(...indices)).toBe(text);
    }
  });

  test("never leaves what the caller may see, and refuses unknown repositories as a whole", async () => {
    const hits = await search("code", "cents", "driveby7");
    expect(new Set(hits.body.items.map(({ repository }) => repository.full_name))).toEqual(new Set(["harbor/docs"]));
    expect(await search("code", "cents repo:harbor/storefront repo:harbor/docs", "iokafor")).toMatchObject({
      status: 422,
      body: { errors: [{ message: refusal }] },
    });
    expect((await search("code", "repo:harbor/storefront")).status).toBe(422);
  });
});

test("queries have 256 characters and five operators at most", async () => {
  expect((await search("repositories", "x".repeat(257))).status).toBe(422);
  expect((await search("repositories", "a OR b OR c OR d OR e OR f OR g")).status).toBe(422);
  expect((await search("repositories", " ")).status).toBe(422);
});

test("repositories, commits and people are found by their qualifiers", async () => {
  const names = async (q: string) => (await search("repositories", q)).body.items.map(({ full_name }) => full_name);
  expect(await names("org:harbor language:go")).toEqual(["harbor/payments"]);
  expect(await names("shop in:description archived:true")).toEqual(["harbor/legacy"]);
  expect(await names("storefront")).toEqual(["harbor/storefront"]);
  expect(await names("storefront fork:only")).toEqual(["driveby7/storefront"]);
  const commits = await search("commits", "post codes repo:harbor/storefront author:trenn");
  expect(commits.body.items.map(({ commit }) => commit.message)).toEqual([
    "Swedish post codes may have a space\n\nFixes #4",
  ]);
  expect((await search("users", "harbor type:org")).body.items.map(({ login }) => login)).toEqual(["harbor"]);
});
