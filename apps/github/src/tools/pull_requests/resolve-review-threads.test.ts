import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

async function threadIds(which: "unresolved" | "all" = "unresolved"): Promise<string[]> {
  const { structured } = await github.call("get_pull_request", {
    ...storefront,
    number: 32,
    include: ["threads"],
    threads: which,
  });
  return (structured["threads"] as { thread_id: string }[]).map(({ thread_id }) => thread_id);
}

async function resolve(args: Record<string, unknown>, as?: "iokafor") {
  return github.call("resolve_review_threads", { ...storefront, ...args }, as && { as });
}

test("several in one request, and open again", async () => {
  const [first = "", second = ""] = await threadIds();
  const { structured } = await resolve({ thread_ids: [first, second, first] });
  expect(structured).toEqual({
    results: [
      { thread_id: first, resolved: true },
      { thread_id: second, resolved: true },
    ],
  });
  expect(await threadIds()).toHaveLength(1);
  await resolve({ thread_ids: [first], resolved: false });
  expect(await threadIds()).toContain(first);
  expect(github.writes()).toEqual(["ResolveThreads", "UnresolveThreads"]);
});

test("what is so already is no write", async () => {
  const open = await threadIds();
  const done = (await threadIds("all")).find((id) => !open.includes(id)) ?? "";
  expect((await resolve({ thread_ids: [done] })).structured).toEqual({
    results: [{ thread_id: done, resolved: true }],
  });
  expect(github.writes()).toEqual([]);
});

describe("each is told what became of it", () => {
  test("a comment's id is no thread's", async () => {
    const [first = ""] = await threadIds();
    const { structured } = await resolve({ thread_ids: ["PRRC_kwDOKnZdyM5xP7MV", first] });
    expect(structured["results"]).toMatchObject([
      { error: expect.stringContaining("no thread of this repository") },
      { thread_id: first, resolved: true },
    ]);
  });

  test("a thread of another repository is not touched", async () => {
    const [first = ""] = await threadIds();
    const { structured } = await resolve({ repo: "docs", thread_ids: [first] });
    expect(structured["results"]).toMatchObject([{ thread_id: first, error: expect.any(String) }]);
    expect(github.writes()).toEqual([]);
  });
});

test("a dry run sends nothing", async () => {
  const [first = ""] = await threadIds();
  const { structured } = await resolve({ thread_ids: [first], dry_run: true });
  expect(structured["preview"]).toMatchObject({ request: [{ body: { variables: { t0: first } } }] });
  expect(github.writes()).toEqual([]);
});

test("none is no list", async () => {
  expect((await resolve({ thread_ids: [] })).code).toBe("invalid_input");
});
