import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };
const POST = "POST /repos/harbor/storefront/pulls/32/reviews";

async function review(args: Record<string, unknown>, options?: { number?: number; as?: "trenn" }) {
  const { number = 32, as } = options ?? {};
  return github.call("create_pull_request_review", { ...storefront, number, event: "COMMENT", ...args }, as && { as });
}

const file = "src/cart/saved-carts.ts";
const at = (line: number, more: Record<string, unknown> = {}) => ({ path: file, line, body: `About ${line}`, ...more });

const pick = ({ line, side }: { line: number; side: string }) => ({ line, side });

/** The review comments of pull request 32 that say such a thing. */
async function posted(body: string) {
  const { data } = await github
    .client()
    .rest.pulls.listReviewComments({ ...storefront, pull_number: 32, per_page: 100 });
  return data.filter((row) => row.body.startsWith(body));
}

test("twelve comments, two of them off the diff: ten in one request, two with lines that then work", async () => {
  const comments = [
    ...Array.from({ length: 10 }, (_, index) => at(index + 1)),
    at(400),
    { ...at(900), path: "src/cart/storage.ts" },
  ];
  const { structured } = await review({ body: "Some thoughts", comments });
  expect(structured).toMatchObject({
    review_id: expect.any(Number),
    state: "COMMENTED",
    url: expect.stringContaining("/pull/32#pullrequestreview-"),
    posted: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    rejected: [
      { index: 10, reason: "line_not_in_diff", nearest: { line: 27, side: "RIGHT" } },
      { index: 11, reason: "line_not_in_diff", nearest: { side: "RIGHT", text: expect.any(String) } },
    ],
  });
  expect(github.writes()).toEqual([POST]);

  const rejected = structured["rejected"] as { index: number; nearest: { line: number; side: string } }[];
  const again = rejected.map(({ index, nearest }) => Object.assign({}, comments[index], pick(nearest)));
  const second = await review({ body: "The rest", comments: again });
  expect(second.structured).toMatchObject({ posted: [0, 1] });
  expect(second.structured).not.toHaveProperty("rejected");
});

describe("places", () => {
  test("a range with a suggestion, its fence longer than the text's", async () => {
    await review({ comments: [at(17, { start_line: 16, suggestion: "one\n```\ntwo" })] });
    const [comment] = await posted("About 17");
    expect(comment).toMatchObject({ start_line: 16, line: 17, side: "RIGHT" });
    expect(comment?.body).toBe("About 17\n\n````suggestion\none\n```\ntwo\n````");
  });

  test("removed lines on the left", async () => {
    const comment = { path: "src/cart/storage.ts", line: 10, side: "LEFT", body: "Why not a day?" };
    expect((await review({ comments: [comment] })).structured).toMatchObject({ posted: [0] });
    expect(await posted("Why not")).toMatchObject([{ side: "LEFT", line: 10 }]);
  });

  test.each([
    [{ path: "src/nothing.ts", line: 1 }, "path_not_in_diff"],
    [{ line: 3, start_line: 9 }, "range_reversed"],
    [{ path: "src/cart/storage.ts", line: 10, side: "LEFT", suggestion: "x" }, "suggestion_on_left"],
  ])("%j is rejected", async (place, reason) => {
    const { structured } = await review({ body: "x", comments: [{ ...at(1), ...place }] });
    expect(structured).toMatchObject({ posted: [], rejected: [{ index: 0, reason }] });
  });
});

describe("what becomes of comments off the diff", () => {
  const comments = [at(1), at(400)];

  test("refuse sends nothing", async () => {
    const { code, structured } = await review({ body: "x", comments, on_invalid: "refuse" });
    expect(code).toBe("invalid_input");
    expect(structured["details"]).toMatchObject({ rejected: [{ index: 1, nearest: { line: 27 } }] });
    expect(github.writes()).toEqual([]);
  });

  test("body puts them into the review's own text", async () => {
    const { structured } = await review({ body: "Look:", comments, on_invalid: "body" });
    expect(structured).toMatchObject({ posted: [0], rejected: [{ index: 1 }] });
    const { data } = await github.client().rest.pulls.getReview({
      ...storefront,
      pull_number: 32,
      review_id: Number(structured["review_id"]),
    });
    expect(data.body).toBe("Look:\n\n`src/cart/saved-carts.ts:400`: About 400");
  });

  test("none left, and nothing else to say", async () => {
    expect((await review({ comments: [at(400)] })).code).toBe("invalid_input");
    expect((await review({})).code).toBe("invalid_input");
    expect(github.writes()).toEqual([]);
  });
});

test("a dry run shows the request and sends nothing", async () => {
  const { structured } = await review({ body: "x", comments: [at(1), at(400)], dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "POST", body: { event: "COMMENT", commit_id: expect.any(String), comments: [{ line: 1 }] } }],
    after: { posted: [0], rejected: [{ index: 1 }] },
  });
  expect(github.writes()).toEqual([]);
});

describe("explained before anything is sent", () => {
  test("a verdict on one's own work", async () => {
    const { code, text } = await review({ event: "APPROVE" }, { number: 38 });
    expect(code).toBe("forbidden");
    expect(text).toContain("Authors cannot approve");
    expect(github.writes()).toEqual([]);
  });

  test("a refusal without words", async () => {
    expect((await review({ event: "REQUEST_CHANGES" })).code).toBe("invalid_input");
  });

  test("an unsent review of mine", async () => {
    await github.client().rest.pulls.createReview({ ...storefront, pull_number: 32, body: "later" });
    const { code, text } = await review({ body: "now" });
    expect(code).toBe("conflict");
    expect(text).toContain("unsent review");
    expect(github.writes()).toEqual([POST]);
  });

  test("a moved head", async () => {
    const { code, structured } = await review({ body: "x", expected_head_sha: "1234567" });
    expect(code).toBe("conflict");
    expect(structured["details"]).toMatchObject({ head_sha: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });

  test("a pull request that is over", async () => {
    await github.client().rest.pulls.update({ ...storefront, pull_number: 32, state: "closed" });
    expect((await review({ body: "x" })).code).toBe("conflict");
  });
});

describe("no doubles", () => {
  test("a review whose answer was lost is found", async () => {
    github.standIn.control.fault({ method: "POST", path: "/repos/**/reviews", effect: { cut: "after" } });
    const { structured } = await review({ body: "Once", comments: [at(2)] });
    expect(structured).toMatchObject({ state: "COMMENTED", posted: [0] });
    expect(await posted("About 2")).toHaveLength(1);
    expect(github.writes()).toEqual([POST]);
  });

  test("one that never arrived is not made up", async () => {
    github.standIn.control.fault({ method: "POST", path: "/repos/**/reviews", effect: { cut: "before" } });
    expect((await review({ body: "Once" })).code).toMatch(/upstream_(timeout|unavailable)/);
  });
});

test("a number without a pull request is not found", async () => {
  expect((await review({ body: "Some thoughts" }, { number: 9999 })).code).toBe("not_found");
});
