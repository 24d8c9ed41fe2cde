import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const pull = { owner: "harbor", repo: "storefront", number: 32 };

interface Thread {
  thread_id: string;
  comments: { comment_id: number; body: string }[];
}

async function threads(): Promise<Thread[]> {
  const { structured } = await github.call("get_pull_request", { ...pull, include: ["threads"], threads: "all" });
  return structured["threads"] as Thread[];
}

async function reply(args: Record<string, unknown>) {
  return github.call("reply_to_review_comment", { ...pull, body: "Done.", ...args });
}

test("in a thread, by its id", async () => {
  const [thread] = await threads();
  const { structured } = await reply({ thread_id: thread?.thread_id });
  expect(structured).toMatchObject({ thread_id: thread?.thread_id, url: expect.stringContaining("#discussion_r") });
  expect((await threads())[0]?.comments.at(-1)).toMatchObject({ comment_id: structured["comment_id"], body: "Done." });
  expect(github.writes()).toEqual(["ReplyInThread"]);
});

test("in the thread of a comment, also of a later one", async () => {
  const [thread] = await threads();
  const last = thread?.comments.at(-1)?.comment_id;
  const { structured } = await reply({ comment_id: last });
  expect((await threads())[0]?.comments.map(({ comment_id }) => comment_id)).toContain(structured["comment_id"]);
  expect(github.writes()).toEqual([
    `POST /repos/harbor/storefront/pulls/32/comments/${thread?.comments[0]?.comment_id}/replies`,
  ]);
});

describe("refused before anything is written", () => {
  test("neither or both", async () => {
    expect((await reply({})).code).toBe("invalid_input");
    expect((await reply({ comment_id: 1, thread_id: "PRRT_x" })).code).toBe("invalid_input");
  });

  test("a thread or comment of another pull request", async () => {
    const [thread] = await threads();
    const elsewhere = { number: 31 };
    expect((await reply({ ...elsewhere, thread_id: thread?.thread_id })).code).toBe("not_found");
    expect((await reply({ ...elsewhere, comment_id: thread?.comments[0]?.comment_id })).code).toBe("not_found");
    expect((await reply({ thread_id: "PRRT_nothing" })).code).toBe("not_found");
    expect(github.writes()).toEqual([]);
  });
});

test("a dry run sends nothing", async () => {
  const [thread] = await threads();
  const { structured } = await reply({ thread_id: thread?.thread_id, dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ body: { variables: { input: { pullRequestReviewThreadId: thread?.thread_id, body: "Done." } } } }],
  });
  expect(github.writes()).toEqual([]);
});

describe("no doubles", () => {
  test("a reply whose answer was lost is found, and made once", async () => {
    const [thread] = await threads();
    github.standIn.control.fault({ method: "POST", path: "/repos/**/replies", effect: { cut: "after" } });
    const { structured } = await reply({ comment_id: thread?.comments[0]?.comment_id });
    const made = (await threads())[0]?.comments.filter(({ body }) => body === "Done.");
    expect(made?.map(({ comment_id }) => comment_id)).toEqual([structured["comment_id"]]);
  });

  test("a thread's, too", async () => {
    const [thread] = await threads();
    const effect = { cut: "after" } as const;
    github.standIn.control.fault({ path: "/graphql", containing: "addPullRequestReviewThreadReply", effect });
    const { structured } = await reply({ thread_id: thread?.thread_id });
    const made = (await threads())[0]?.comments.filter(({ body }) => body === "Done.");
    expect(made?.map(({ comment_id }) => comment_id)).toEqual([structured["comment_id"]]);
    expect(github.writes()).toEqual(["ReplyInThread"]);
  });

  test("the same words in another thread are not taken for it", async () => {
    const [thread, other] = await threads();
    await reply({ thread_id: other?.thread_id });
    github.standIn.control.fault({ method: "POST", path: "/repos/**/replies", effect: { cut: "before" } });
    const { code } = await reply({ comment_id: thread?.comments[0]?.comment_id });
    expect(code).toMatch(/upstream_(timeout|unavailable)/);
  });
});
