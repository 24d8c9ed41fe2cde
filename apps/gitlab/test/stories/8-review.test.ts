import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const of32 = { ...storefront, iid: 32 };
const added = (line: number) => ({ path: "src/cart/saved-carts.ts", line, body: `Line ${line}` });
type Rejected = { index: number; reason: string; nearest?: { line: number } };

describe.each(ERAS)("8. review, %s", (era) => {
  test("ten are published at once on their lines, two come back with lines that then work", async () => {
    const { call } = await story.connect(era);
    const comments = [
      ...[1, 2, 5, 8, 11, 13].map(added),
      { ...added(20), start_line: 17 },
      { path: "src/cart/storage.ts", line: 10, side: "new", body: "New text" },
      { path: "src/cart/storage.ts", line: 10, side: "old", body: "Old text" },
      { path: "src/cart/storage.ts", line: 8, body: "Unchanged" },
      { path: "src/cart/saved-carts.ts", line: 900, body: "Off the diff" },
      { path: "src/cart/storage.ts", line: 900, body: "Off the diff too" },
    ];
    const done = await call("create_merge_request_review", { ...of32, verdict: "comment", comments });
    expect(done.isError, done.text).toBe(false);
    expect(done.structured["posted"]).toHaveLength(10);
    const rejected = done.structured["rejected"] as Rejected[];
    expect(rejected.map(({ index }) => index)).toEqual([10, 11]);

    const again = rejected.map(({ index, nearest }) => ({
      path: comments[index]?.path,
      line: nearest?.line,
      body: "Nearer",
    }));
    const second = await call("create_merge_request_review", { ...of32, verdict: "comment", comments: again });
    expect(second.structured["posted"], second.text).toHaveLength(2);
  });

  test("resolves discussions, and opens them again", async () => {
    const { call } = await story.connect(era);
    const read = async () =>
      (await call("get_merge_request", { ...of32, include: ["discussions"] })).structured["discussions"] as {
        discussion_id: string;
      }[];
    const ids = (await read()).map(({ discussion_id: id }) => id);
    expect(ids).toHaveLength(3);
    await call("resolve_discussions", { ...of32, discussion_ids: ids });
    expect(await read()).toEqual([]);
    await call("resolve_discussions", { ...of32, discussion_ids: ids.slice(0, 1), resolved: false });
    expect(await read()).toHaveLength(1);
  });
});

test("an approval is for the head that was read; an author may not approve", async () => {
  const { call } = await story.connect("2026-07-28", { as: "trenn" });
  const done = await call("create_merge_request_review", { ...of32, iid: 36, verdict: "approve", summary: "Good" });
  expect(done.structured).toMatchObject({ verdict: "approve" });
  expect(story.writes().at(-1)).toMatchObject({
    path: expect.stringMatching(/36\/approve$/),
    body: { sha: expect.any(String) },
  });
  const own = await call("create_merge_request_review", { ...of32, iid: 37, verdict: "approve" });
  expect(own.text).toContain("Authors do not approve");
});
