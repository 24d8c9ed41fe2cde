import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

async function subjects(args: Record<string, unknown>): Promise<unknown> {
  const { structured } = await github.call("list_commits", { ...storefront, ...args });
  return (structured["items"] as { subject: string }[] | undefined)?.map(({ subject }) => subject) ?? structured;
}

test("newest first, with who and when", async () => {
  const { structured } = await github.call("list_commits", { ...storefront, limit: 2 });
  expect(structured).toMatchObject({
    items: [
      { subject: "Release 4.8.1", author: "harbor-ci[bot]", sha: expect.stringMatching(/^[0-9a-f]{40}$/) },
      { subject: "Give slow requests eight seconds", author: "mlind", date: expect.stringMatching(/^\d{4}-/) },
    ],
    next_cursor: expect.any(String),
  });
});

test("of a tag, a path, a person, a time", async () => {
  expect(await subjects({ ref: "v4.8.0", limit: 1 })).toEqual(["Release 4.8.0"]);
  expect(await subjects({ path: "src/cart/total.ts" })).toEqual(["Cart: lines, totals, vouchers"]);
  expect(await subjects({ author: "trenn", limit: 1 })).toEqual(["Let crawlers have the style sheets"]);
  const { structured } = await github.call("list_commits", { ...storefront, limit: 4 });
  const since = (structured["items"] as { date: string }[])[3]?.date;
  expect(await subjects({ since })).toHaveLength(4);
  // GitHub describes moments only: a date is sent as its beginning.
  expect(await subjects({ since: "2026-11-12", until: "2026-11-13" })).toHaveLength(1);
});

test("the next page goes on", async () => {
  const { structured } = await github.call("list_commits", { ...storefront, limit: 2 });
  expect(await subjects({ limit: 2, cursor: structured["next_cursor"] })).toEqual([
    "Let crawlers have the style sheets",
    "Prices follow the customer's locale",
  ]);
});

test("words in messages are searched", async () => {
  expect(await subjects({ query: "Release", author: "harbor-ci[bot]" })).toContain("Release 4.8.1");
  expect(await subjects({ query: "accents" })).toEqual(["Search folds accents"]);
  const nowhere = { owner: "harbor", repo: "nothing", query: "accents" };
  expect((await github.call("list_commits", nowhere)).code).toBe("not_found");
});

describe("refused", () => {
  test("words on another branch", async () => {
    expect((await github.call("list_commits", { ...storefront, query: "x", ref: "release/4.8" })).code).toBe(
      "invalid_input",
    );
  });

  test("a time that is none", async () => {
    expect((await github.call("list_commits", { ...storefront, since: "yesterday" })).code).toBe("invalid_input");
  });

  test("an empty repository has no history", async () => {
    const { code, text } = await github.call("list_commits", { owner: "harbor", repo: "empty" });
    expect(code).toBe("conflict");
    expect(text).toContain("push_files");
  });
});
