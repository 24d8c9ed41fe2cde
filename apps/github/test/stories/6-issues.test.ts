import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const repos = ["harbor/storefront", "harbor/payments"];

interface Row {
  repo: string;
  number: number;
  title: string;
}

describe.each(ERAS)("6. issues, %s", (era) => {
  test("two repositories searched in one query, page by page, without a double", async () => {
    const { call } = await story.connect(era);
    const found: string[] = [];
    let cursor: unknown;
    let total: unknown;
    do {
      const args = { query: "cent", repos, limit: 2, ...(cursor !== undefined && { cursor }) };
      const { structured, isError } = await call("search_issues", args);
      expect(isError).toBe(false);
      found.push(...(structured["items"] as Row[]).map(({ repo, number }) => `${repo}#${number}`));
      ({ next_cursor: cursor, total } = structured);
    } while (cursor !== undefined);
    expect(found).toEqual(expect.arrayContaining(["harbor/storefront#12", "harbor/payments#3"]));
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength(Number(total));
  });

  test("one is read with its comments, each with who wrote it", async () => {
    const { call } = await story.connect(era);
    const { structured, text } = await call("get_issue", { ...storefront, number: 12, include: ["comments"] });
    const comments = structured["comments"] as { id: number; author: string; body: string }[];
    expect(comments).toHaveLength(Number(structured["comments_total"]));
    expect(comments.length).toBeGreaterThan(0);
    for (const comment of comments) {
      expect(comment).toMatchObject({ id: expect.any(Number), author: expect.any(String) });
      expect(text).toContain(comment.body.split("\n")[0]);
    }
  });

  test("an unknown label is refused with the nearest, before anything is written", async () => {
    const { call } = await story.connect(era);
    const made = await call("create_issue", { ...storefront, title: "x", labels: ["priority: hihg"] });
    expect(made).toMatchObject({ code: "invalid_input", text: expect.stringContaining('"priority: high" is nearest') });
    const changed = await call("update_issue", { ...storefront, number: 12, add_labels: ["bugg"] });
    expect(changed).toMatchObject({ code: "invalid_input", text: expect.stringContaining('"bug" is nearest') });
    expect(story.writes()).toEqual([]);
  });

  test("an update sends the passed fields alone", async () => {
    const { call } = await story.connect(era);
    const before = await call("get_issue", { ...storefront, number: 5 });
    const { structured } = await call("update_issue", { ...storefront, number: 5, title: "Another title" });
    expect(structured).toMatchObject({ number: 5, changed: ["title"] });
    expect(story.writes().map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: "PATCH", path: "/repos/harbor/storefront/issues/5", body: { title: "Another title" } },
    ]);
    const after = await call("get_issue", { ...storefront, number: 5 });
    const changed = Object.keys(after.structured).filter(
      (field) => JSON.stringify(after.structured[field]) !== JSON.stringify(before.structured[field]),
    );
    expect(changed.toSorted()).toEqual(["title", "updated_at"]);
  });
});
