import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();
const pull = { ...storefront, number: 32 };
const file = "src/cart/saved-carts.ts";

interface Comment {
  path: string;
  line: number;
  side?: string;
  body: string;
}
interface Rejected {
  index: number;
  reason: string;
  nearest?: { line: number; side: string; text: string };
}
interface Thread {
  thread_id: string;
  path: string;
  line?: number;
  resolved: boolean;
  comments: { comment_id: number; body: string }[];
}

const at = (line: number, body = `About line ${line}`, path = file): Comment => ({ path, line, body });

function review({ call }: StoryClient, args: Record<string, unknown>) {
  return call("create_pull_request_review", { ...pull, event: "COMMENT", ...args });
}

/** The comments that were off the diff, moved to the lines that came back. */
function moved(comments: readonly Comment[], rejected: readonly Rejected[]) {
  return rejected.map(({ index, nearest }) => ({ ...comments[index], line: nearest?.line, side: nearest?.side }));
}

/** Every comment of the pull request, as GitHub has it. */
async function commentsOnGithub(): Promise<{ body: string; path: string; line: number | null }[]> {
  const { restUrl, tokens } = story.standIn;
  const response = await fetch(`${restUrl}/repos/harbor/storefront/pulls/32/comments?per_page=100`, {
    headers: { authorization: `Bearer ${tokens.mlind}` },
  });
  return (await response.json()) as { body: string; path: string; line: number | null }[];
}

async function threadsOf({ call }: StoryClient): Promise<Thread[]> {
  return (await call("get_pull_request", { ...pull, include: ["threads"] })).structured["threads"] as Thread[];
}

describe.each(ERAS)("8. review, %s", (era) => {
  test("12 comments, 2 off the diff: 10 in one request, 2 with lines that then work", async () => {
    const mcp = await story.connect(era);
    const comments = [
      ...Array.from({ length: 10 }, (_, index) => at(index + 1)),
      at(400),
      at(900, "About the hour", "src/cart/storage.ts"),
    ];
    const { structured } = await review(mcp, { body: "Some thoughts", comments });
    expect(structured).toMatchObject({ state: "COMMENTED", posted: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    const rejected = structured["rejected"] as Rejected[];
    expect(rejected).toMatchObject([
      { index: 10, reason: "line_not_in_diff" },
      { index: 11, reason: "line_not_in_diff" },
    ]);
    expect(story.writes()).toHaveLength(1);
    const sent = story.writes()[0]?.body as { comments: unknown[] } | undefined;
    expect(sent?.comments).toHaveLength(10);

    const second = await review(mcp, { body: "The rest", comments: moved(comments, rejected) });
    expect(second.structured).toMatchObject({ posted: [0, 1] });
    expect(second.structured).not.toHaveProperty("rejected");
    const posted = (await commentsOnGithub()).filter(({ body }) => body.startsWith("About "));
    expect(posted.map(({ body }) => body).toSorted()).toEqual(comments.map(({ body }) => body).toSorted());
  });

  test("50 comments, three at wrong lines: 47 once, three with lines; the same key posts nothing more", async () => {
    const mcp = await story.connect(era);
    const wrong = new Map([
      [7, at(0x1000, "Note 7")],
      [23, at(500, "Note 23", "src/cart/storage.ts")],
      [49, at(28, "Note 49", "src/nothing.ts")],
    ]);
    const comments = Array.from(
      { length: 50 },
      (_, index) => wrong.get(index) ?? at(1 + (index % 27), `Note ${index}`),
    );
    const asked = { body: "Line by line", comments, idempotency_key: "line-by-line" };
    const { structured } = await review(mcp, asked);
    expect(structured["posted"]).toEqual([...comments.keys()].filter((index) => !wrong.has(index)));
    const rejected = structured["rejected"] as Rejected[];
    expect(rejected).toMatchObject([
      { index: 7, reason: "line_not_in_diff", nearest: { line: expect.any(Number), side: "RIGHT" } },
      { index: 23, reason: "line_not_in_diff", nearest: { line: expect.any(Number), side: "RIGHT" } },
      { index: 49, reason: "path_not_in_diff" },
    ]);

    const again = await review(mcp, asked);
    expect(again.structured).toEqual(structured);
    expect(again.meta).toMatchObject({ "dev.fairlead/replayed": true });
    expect(story.writes()).toHaveLength(1);
    const bodies = (await commentsOnGithub()).map(({ body }) => body).filter((body) => body.startsWith("Note "));
    expect(bodies).toHaveLength(47);
    expect(new Set(bodies).size).toBe(47);

    const second = await review(mcp, { body: "The rest", comments: moved(comments, rejected.slice(0, 2)) });
    expect(second.structured).toMatchObject({ posted: [0, 1] });
  });

  test("a reply in a thread, then the thread is resolved", async () => {
    const mcp = await story.connect(era);
    const [thread] = await threadsOf(mcp);
    const { thread_id = "", comments = [] } = thread ?? {};
    const reply = await mcp.call("reply_to_review_comment", {
      ...pull,
      comment_id: comments[0]?.comment_id,
      body: "Done in the next commit.",
    });
    expect(reply.structured).toMatchObject({ comment_id: expect.any(Number) });
    const answered = (await threadsOf(mcp)).find((row) => row.thread_id === thread_id);
    expect(answered?.comments.at(-1)).toMatchObject({ body: "Done in the next commit." });

    const resolved = await mcp.call("resolve_review_threads", { ...storefront, thread_ids: [thread_id] });
    expect(resolved.structured).toEqual({ results: [{ thread_id, resolved: true }] });
    expect((await threadsOf(mcp)).map((row) => row.thread_id)).not.toContain(thread_id);
    expect(story.writes()).toHaveLength(2);
  });

  test("approving one's own pull request is explained before anything is sent", async () => {
    const mcp = await story.connect(era);
    const { code, text } = await review(mcp, { number: 38, event: "APPROVE" });
    expect(code).toBe("forbidden");
    expect(text).toContain("Authors cannot approve");
    expect(story.writes()).toEqual([]);
  });
});
