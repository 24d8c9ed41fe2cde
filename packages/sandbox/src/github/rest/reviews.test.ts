import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { roundingBranch } from "../../harbor/story.ts";
import { testClient } from "../test-client.ts";

const github = await startGithub();
const [mlind, trenn] = [testClient(github), testClient(github, "trenn")];
const PULLS = "/repos/harbor/storefront/pulls";

interface Comment {
  id: number;
  line?: number;
  original_line?: number;
  position?: number;
  in_reply_to_id?: number;
  commit_id: string;
}

const reviewOwn = async (event: string) => mlind.call("POST", `${PULLS}/38/reviews`, { event, body: "mine" });

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

const commentsOf = async (number: number) =>
  (await mlind.get<Comment[]>(`${PULLS}/${number}/comments?per_page=100`)).body;
const headOf = async (number: number) =>
  (await mlind.get<{ head: { sha: string } }>(`${PULLS}/${number}`)).body.head.sha;

describe("a review", () => {
  test("is all or nothing: one line off the diff refuses every comment", async () => {
    const before = (await commentsOf(32)).length;
    const on = { path: "src/cart/saved-carts.ts", line: 5, body: "fine" };
    const wrong = [
      [{ ...on, line: 400 }, "Line could not be resolved"],
      [{ ...on, path: "src/cart/storage.ts", line: 1 }, "Line could not be resolved"],
      [{ ...on, side: "LEFT" }, "Line could not be resolved"],
      [{ ...on, path: "README.md" }, "Path could not be resolved"],
      [{ ...on, start_line: 7 }, "Pull request review thread start line must precede the end line."],
    ] as const;
    for (const [comment, sentence] of wrong) {
      const { status, body } = await mlind.call("POST", `${PULLS}/32/reviews`, {
        event: "COMMENT",
        comments: [on, comment],
      });
      expect([status, body]).toMatchObject([422, { message: "Unprocessable Entity", errors: [sentence] }]);
    }
    expect(await commentsOf(32)).toHaveLength(before);
    const good = await mlind.call("POST", `${PULLS}/32/reviews`, {
      event: "COMMENT",
      comments: [on, { ...on, start_line: 5, line: 7 }],
    });
    expect(good).toMatchObject({ status: 200, body: { state: "COMMENTED" } });
    expect(await commentsOf(32)).toHaveLength(before + 2);
  });

  test("of oneself may comment but neither approve nor ask for changes", async () => {
    expect(await reviewOwn("APPROVE")).toMatchObject({
      status: 422,
      body: { errors: ["Can not approve your own pull request"] },
    });
    expect(await reviewOwn("REQUEST_CHANGES")).toMatchObject({
      status: 422,
      body: { errors: ["Can not request changes on your own pull request"] },
    });
    expect((await reviewOwn("COMMENT")).status).toBe(200);
  });

  test("may be pending once, seen by its author alone, and stands in the way of other comments", async () => {
    const pending = await mlind.call<{ id: number }>("POST", `${PULLS}/32/reviews`, {
      comments: [{ path: "src/cart/saved-carts.ts", line: 6, body: "later" }],
    });
    expect(pending.body).toMatchObject({ state: "PENDING" });
    expect(pending.body).not.toHaveProperty("submitted_at");
    const second = await mlind.call("POST", `${PULLS}/32/reviews`, { event: "COMMENT", body: "x" });
    expect(second).toMatchObject({
      status: 422,
      body: { errors: ["User can only have one pending review per pull request"] },
    });
    const [first] = await commentsOf(32);
    const reply = await mlind.call("POST", `${PULLS}/32/comments/${first?.id}/replies`, { body: "x" });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ field: "user_id", code: "custom" }] } });
    expect(
      (await trenn.get<{ id: number }[]>(`${PULLS}/32/reviews`)).body.some(({ id }) => id === pending.body.id),
    ).toBe(false);
    expect(
      await mlind.call("POST", `${PULLS}/32/reviews/${pending.body.id}/events`, { event: "COMMENT" }),
    ).toMatchObject({ status: 200, body: { state: "COMMENTED" } });
  });
});

describe("replies", () => {
  test("go to a thread's first comment; its later ones take none", async () => {
    const comments = await commentsOf(32);
    const first = comments.find((comment) => comment.in_reply_to_id === undefined);
    const later = comments.find((comment) => comment.in_reply_to_id !== undefined);
    expect(await trenn.call("POST", `${PULLS}/32/comments/${first?.id}/replies`, { body: "Done" })).toMatchObject({
      status: 201,
      body: { in_reply_to_id: first?.id },
    });
    expect((await trenn.call("POST", `${PULLS}/32/comments/${later?.id}/replies`, { body: "Done" })).status).toBe(404);
    const head = await headOf(32);
    const input = { body: "Done", commit_id: head, path: "src/cart/saved-carts.ts", in_reply_to: later?.id };
    expect((await trenn.call("POST", `${PULLS}/32/comments`, input)).status).toBe(422);
  });
});

describe("a comment", () => {
  const place = { path: "src/cart/total.ts", side: "RIGHT" };

  test("off the diff is refused in the words of its own endpoint", async () => {
    const input = { ...place, body: "x", commit_id: await headOf(37), line: 1 };
    expect(await mlind.call("POST", `${PULLS}/37/comments`, input)).toMatchObject({
      status: 422,
      body: {
        message: "Validation Failed",
        errors: [
          { field: "pull_request_review_thread.line", code: "custom" },
          { field: "pull_request_review_thread.diff_hunk" },
        ],
      },
    });
  });

  test("follows its line when the branch moves, and is outdated once the line is gone", async () => {
    const head = await headOf(37);
    const patch = (await mlind.get<{ filename: string; patch: string }[]>(`${PULLS}/37/files`)).body.find(
      ({ filename }) => filename === "src/cart/total.ts",
    )?.patch;
    const line = Number(/\+(\d+)/.exec(patch ?? "")?.[1]) + 3;
    const made = await mlind.call<Comment>("POST", `${PULLS}/37/comments`, {
      ...place,
      body: "Here",
      commit_id: head,
      line,
    });
    expect(made.body).toMatchObject({ line, original_line: line });
    const text = roundingBranch.files["src/cart/total.ts"] ?? "";
    const put = async (content: string) => {
      const old = await mlind.get<{ sha: string }>(
        `/repos/harbor/storefront/contents/src/cart/total.ts?ref=${roundingBranch.name}`,
      );
      return mlind.call("PUT", "/repos/harbor/storefront/contents/src/cart/total.ts", {
        message: "Move",
        branch: roundingBranch.name,
        sha: old.body.sha,
        content: Buffer.from(content).toString("base64"),
      });
    };
    expect((await put(`// first\n// second\n${text}`)).status).toBe(200);
    const moved = (await commentsOf(37)).find(({ id }) => id === made.body.id);
    expect(moved).toMatchObject({ line: line + 2, original_line: line, commit_id: await headOf(37) });
    expect((await put(text.replace("return Math.round(line", "return Math.floor(line"))).status).toBe(200);
    const outdated = (await commentsOf(37)).find(({ id }) => id === made.body.id);
    expect(outdated).toMatchObject({ original_line: line, commit_id: head });
    expect(outdated).not.toHaveProperty("line");
  });
});
