import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();
const of32 = { ...storefront, iid: 32 };
const added = (line: number) => ({ path: "src/cart/saved-carts.ts", line, body: `Line ${line}` });
const MOVED = { from: "src/http/session.ts", to: "src/http/session-cookie.ts" };
type Rejected = { index: number; reason: string; nearest?: { line: number; side: string } };

interface Position {
  old_path: string;
  new_path: string;
  old_line?: number | null;
  new_line?: number | null;
  line_range?: { start: { line_code: string }; end: { line_code: string } } | null;
}

async function onGitlab(path: string, as: "mlind" | "trenn" = "mlind"): Promise<Record<string, unknown>[]> {
  const { restUrl, tokens } = story.standIn;
  const url = `${restUrl}/projects/1/merge_requests/32/${path}?per_page=100`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${tokens[as]}` } });
  return (await response.json()) as Record<string, unknown>[];
}

/** Every comment on a line of the diff, as GitLab has it. */
async function positions(): Promise<Map<string, Position>> {
  const threads = (await onGitlab("discussions")) as unknown as {
    notes: { body: string; position?: Position | null }[];
  }[];
  return new Map(
    threads.flatMap(({ notes }) =>
      notes.flatMap(({ body, position }) =>
        position
          ? [[body, { ...position, old_line: position.old_line ?? null, new_line: position.new_line ?? null }] as const]
          : [],
      ),
    ),
  );
}

/** Renames a file that the merge request also changes. */
async function rename({ call }: StoryClient): Promise<void> {
  const merge = (await call("get_merge_request", of32)).structured;
  const done = await call("push_files", {
    ...storefront,
    branch: merge["source_branch"],
    message: "Name the file after what it makes",
    operations: [{ op: "move", path: MOVED.to, from_path: MOVED.from }],
  });
  expect(done.isError, done.text).toBe(false);
}

describe.each(ERAS)("8. review, %s", (era) => {
  test("ten are published at once on their lines, two come back with lines that then work", async () => {
    const mcp = await story.connect(era);
    await rename(mcp);
    const before = story.writes().length;
    const comments = [
      ...[1, 2, 5, 8, 11].map(added),
      { ...added(20), start_line: 17, body: "Lines 17 to 20" },
      { path: "src/cart/storage.ts", line: 10, side: "new", body: "New text" },
      { path: "src/cart/storage.ts", line: 10, side: "old", body: "Old text" },
      { path: "src/cart/storage.ts", line: 8, body: "Unchanged" },
      { path: MOVED.to, line: 15, body: "Renamed" },
      { path: "src/cart/saved-carts.ts", line: 900, body: "Off the diff" },
      { path: "src/cart/storage.ts", line: 900, body: "Off the diff too" },
    ];
    const done = await mcp.call("create_merge_request_review", { ...of32, verdict: "comment", comments });
    expect(done.isError, done.text).toBe(false);
    expect(done.structured["posted"]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const sent = story
      .writes()
      .slice(before)
      .map(({ path }) => path.split("/").at(-1));
    expect(sent).toEqual([...Array.from({ length: 10 }, () => "draft_notes"), "bulk_publish"]);

    const at = await positions();
    for (const line of [1, 2, 5, 8, 11])
      expect(at.get(`Line ${line}`)).toMatchObject({ old_line: null, new_line: line });
    expect(at.get("Lines 17 to 20")).toMatchObject({
      new_line: 20,
      line_range: {
        start: { line_code: expect.stringMatching(/_0_17$/) },
        end: { line_code: expect.stringMatching(/_0_20$/) },
      },
    });
    expect(at.get("New text")).toMatchObject({ old_line: null, new_line: 10 });
    expect(at.get("Old text")).toMatchObject({ old_line: 10, new_line: null });
    expect(at.get("Unchanged")).toMatchObject({ old_line: 8, new_line: 8 });
    expect(at.get("Renamed")).toMatchObject({ old_path: MOVED.from, new_path: MOVED.to, new_line: 15 });
    expect([...at.keys()].filter((body) => body.startsWith("Off"))).toEqual([]);

    const rejected = done.structured["rejected"] as Rejected[];
    expect(rejected).toMatchObject([
      { index: 10, reason: "line_not_in_diff" },
      { index: 11, reason: "line_not_in_diff" },
    ]);
    const again = rejected.map(({ index, nearest }) => ({
      path: comments[index]?.path,
      line: nearest?.line,
      side: nearest?.side,
      body: `Nearer ${index}`,
    }));
    const second = await mcp.call("create_merge_request_review", { ...of32, verdict: "comment", comments: again });
    expect(second.structured, second.text).toMatchObject({ posted: [0, 1] });
    expect(second.structured).not.toHaveProperty("rejected");
  });

  test("an older draft of mine stays a draft", async () => {
    const mcp = await story.connect(era);
    const { restUrl, tokens } = story.standIn;
    await fetch(`${restUrl}/projects/1/merge_requests/32/draft_notes`, {
      method: "POST",
      headers: { authorization: `Bearer ${tokens.mlind}`, "content-type": "application/json" },
      body: JSON.stringify({ note: "Not finished yet" }),
    });
    const comments = [added(2), added(5)];
    const done = await mcp.call("create_merge_request_review", {
      ...of32,
      verdict: "comment",
      summary: "Two",
      comments,
    });
    expect(done.structured, done.text).toMatchObject({ posted: [0, 1] });
    expect((await onGitlab("draft_notes")).map(({ note }) => note)).toEqual(["Not finished yet"]);
    expect([...(await positions()).keys()]).toEqual(expect.arrayContaining(["Line 2", "Line 5"]));
    expect(story.writes().filter(({ path }) => path.endsWith("bulk_publish"))).toEqual([]);
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

test("8. an approval is for the head that was read; an author may not approve", async () => {
  const { call } = await story.connect("2026-07-28", { as: "trenn" });
  const done = await call("create_merge_request_review", { ...of32, iid: 36, verdict: "approve", summary: "Good" });
  expect(done.structured).toMatchObject({ verdict: "approve" });
  expect(story.writes().at(-1)).toMatchObject({
    path: expect.stringMatching(/36\/approve$/),
    body: { sha: expect.any(String) },
  });
  const own = await call("create_merge_request_review", { ...of32, iid: 37, verdict: "approve" });
  expect(own.text).toContain("does not let this account approve it, as its author");
});
