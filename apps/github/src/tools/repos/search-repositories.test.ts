import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();

async function names(args: Record<string, unknown>, as?: "trenn" | "driveby7"): Promise<unknown> {
  const { structured } = await github.call("search_repositories", args, as && { as });
  return (structured["items"] as { full_name: string }[] | undefined)?.map((row) => row.full_name) ?? structured;
}

test("a row says what a repository is", async () => {
  const { structured } = await github.call("search_repositories", { query: "storefront", owner: "harbor" });
  expect(structured).toMatchObject({
    total: 1,
    items: [
      {
        full_name: "harbor/storefront",
        description: "The shop at harbor.example: catalogue, cart, checkout",
        visibility: "private",
        archived: false,
        language: "TypeScript",
        default_branch: "main",
      },
    ],
  });
});

describe("whose", () => {
  test("an owner's, forks included", async () => {
    expect(await names({ scope: "owner", owner: "harbor" })).toHaveLength(5);
    expect(await names({ scope: "owner", owner: "harbor", archived: true })).toEqual(["harbor/legacy"]);
  });

  test("mine, from the list, and filtered here", async () => {
    expect(await names({ scope: "mine" })).toHaveLength(5);
    expect(await names({ scope: "mine", language: "go" })).toEqual(["harbor/payments"]);
    expect(await names({ scope: "mine", archived: true })).toEqual(["harbor/legacy"]);
    expect(await names({ scope: "mine", query: "shop catalogue" })).toEqual(["harbor/storefront"]);
  });

  test("those I starred", async () => {
    expect(await names({ scope: "starred" })).toEqual(["harbor/docs", "harbor/storefront"]);
  });

  test("an outsider finds only what is public", async () => {
    expect(await names({ query: "shop", owner: "harbor" }, "driveby7")).toEqual([]);
  });
});

describe("pages", () => {
  test.each([{ scope: "owner", owner: "harbor" }, { scope: "mine" }, { scope: "mine", query: "harbor" }])(
    "join without gap or repeat: %j",
    async (args) => {
      const found: unknown[] = [];
      for (let cursor: unknown; ;) {
        const { structured } = await github.call("search_repositories", {
          ...args,
          limit: 2,
          ...(cursor !== undefined && { cursor }),
        });
        found.push(...(structured["items"] as { full_name: string }[]).map((row) => row.full_name));
        cursor = structured["next_cursor"];
        if (cursor === undefined) break;
      }
      expect(found).toHaveLength(5);
      expect(new Set(found).size).toBe(5);
    },
  );
});

describe("refused before anything is sent", () => {
  test.each([
    [{}, "Say what to look for"],
    [{ scope: "owner" }, "needs an owner"],
    [{ scope: "mine", sort: "stars" }, "cannot be sorted by stars"],
  ])("%j", async (args, reason) => {
    const { code, text } = await github.call("search_repositories", args);
    expect(code).toBe("invalid_input");
    expect(text).toContain(reason);
    expect(github.sent()).toEqual([]);
  });
});
