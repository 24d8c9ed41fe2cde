import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const merge = { project: "harbor/storefront", iid: 32 };
const PATH = "src/cart/saved-carts.ts";
const BASE = "/projects/harbor%2Fstorefront/merge_requests/32";
type Args = Record<string, unknown>;

const review = (args: Args) => gitlab.call("create_merge_request_review", { ...merge, verdict: "comment", ...args });
const sent = () => gitlab.writes().map(({ method, path }) => `${method} ${path.replace(BASE, "")}`);
const inline = { path: PATH, line: 2, body: "Why so?" };

test("comments go out together, then the summary and the verdict for that head", async () => {
  const row = gitlab.standIn.world.projects.get(1)?.mergeRequests.get(32);
  if (row) row.approvedBy = [];
  const comments = [inline, { path: PATH, line: 5, body: "This, too." }];
  const { structured } = await review({ verdict: "approve", summary: "Nearly there.", comments });
  expect(structured).toMatchObject({ verdict: "approve", posted: [0, 1] });
  expect(sent()).toEqual([
    "POST /draft_notes",
    "POST /draft_notes",
    "POST /draft_notes/bulk_publish",
    "POST /notes",
    "POST /approve",
  ]);
  expect(gitlab.writes().at(-1)?.body).toEqual({ sha: expect.stringMatching(/^\w{40}$/) });
});

test("an approval that is there already is no failure, one that GitLab refuses is told beside the rest", async () => {
  expect((await review({ verdict: "approve", summary: "Still fine." })).structured).toMatchObject({
    verdict: "approve",
  });
  const row = gitlab.standIn.world.projects.get(1)?.mergeRequests.get(32);
  if (row) row.approvedBy = [];
  gitlab.standIn.control.fault({
    method: "POST",
    path: "/projects/*/merge_requests/*/approve",
    effect: { status: 401 },
  });
  const { structured } = await review({ verdict: "approve", summary: "Once more." });
  expect(structured).toMatchObject({
    verdict: "comment",
    verdict_error: expect.stringContaining("does not let this account"),
  });
});

test("authors approve where the project lets them, and in the free edition", async () => {
  const shop = gitlab.standIn.world.projects.get(1);
  const own = { iid: 38, verdict: "approve", summary: "Mine." };
  if (shop) shop.authorsApprove = true;
  expect((await review(own)).structured).toMatchObject({ verdict: "approve" });
  expect(shop?.mergeRequests.get(38)?.approvedBy).toContain("mlind");
  if (shop) Object.assign(shop, { authorsApprove: false });
  shop?.mergeRequests.get(38)?.approvedBy.pop();
  gitlab.standIn.control.version("18.6.1", false);
  expect((await review(own)).structured).toMatchObject({ verdict: "approve" });
});

test("an approval that GitLab wants a password with is told before anything is sent", async () => {
  const body = { user_can_approve: true, user_has_approved: false, require_password_to_approve: true };
  gitlab.standIn.control.fault({ path: "/projects/*/merge_requests/*/approvals", effect: { status: 200, body } });
  expect((await review({ verdict: "approve", summary: "Fine." })).code).toBe("unsupported");
  expect(gitlab.writes()).toEqual([]);
});

test("from 19.2 on the summary goes with the publishing, and so does the wish for changes", async () => {
  gitlab.standIn.control.version("19.2.0");
  const { structured } = await review({ verdict: "request_changes", summary: "Not yet.", comments: [inline] });
  expect(structured).toMatchObject({ verdict: "request_changes", posted: [0] });
  expect(sent()).toEqual(["POST /draft_notes", "POST /draft_notes/bulk_publish"]);
  expect(gitlab.writes()[1]?.body).toEqual({ note: "Not yet.", reviewer_state: "requested_changes" });
});

test("before, only a reviewer of a paid edition asks for changes", async () => {
  expect((await review({ verdict: "request_changes", summary: "Not yet." })).code).toBe("unsupported");
  expect(gitlab.writes()).toEqual([]);
  const { structured } = await gitlab.call("create_merge_request_review", {
    ...merge,
    iid: 33,
    verdict: "request_changes",
    summary: "Not yet.",
  });
  expect(structured).toMatchObject({ verdict: "request_changes" });
  expect([...(gitlab.standIn.world.projects.get(1)?.mergeRequests.get(33)?.changesRequestedBy ?? [])]).toEqual([
    "mlind",
  ]);
});

test.each([
  ["Field 'mergeRequestRequestChanges' doesn't exist on type 'Mutation'", "does not let reviewers"],
  ["The resource that you are attempting to access does not exist or you don't have permission", "this account"],
  ["Timeout on MergeRequestRequestChanges", "try again in a minute"],
])("a refusal of GraphQL is told as what it is: %s", async (message, told) => {
  gitlab.standIn.control.fault({
    method: "POST",
    path: "/graphql",
    effect: { status: 200, body: { data: { mergeRequestRequestChanges: null }, errors: [{ message }] } },
  });
  const { structured } = await review({ iid: 33, verdict: "request_changes", summary: "Not yet." });
  expect(structured).toMatchObject({ verdict: "comment", verdict_error: expect.stringContaining(told) });
});

describe("comments that are not on the diff", () => {
  const comments = [inline, { path: PATH, line: 9_999, body: "Here?" }, { path: "README.md", line: 1, body: "Docs?" }];

  test("come back with the reason and the nearest line; the rest is sent", async () => {
    const { structured } = await review({ comments });
    expect(structured).toMatchObject({
      posted: [0],
      rejected: [
        { index: 1, reason: "line_not_in_diff", nearest: { side: "new", line: expect.any(Number) } },
        { index: 2, reason: "path_not_in_diff" },
      ],
    });
  });

  test("keep everything back with refuse, and stand in the summary with body", async () => {
    expect((await review({ comments, on_invalid: "refuse" })).code).toBe("invalid_input");
    expect(gitlab.writes()).toEqual([]);
    await review({ comments, summary: "Three things.", on_invalid: "body" });
    const note = gitlab.writes().find(({ path }) => path.endsWith("/notes"))?.body as { body: string };
    expect(note.body).toMatch(/^Three things\.[^]*README\.md[^]*Docs\?/);
  });
});

test("a suggestion is fenced by more backticks than it has, from its first line to its last", async () => {
  await review({ comments: [{ path: PATH, line: 5, start_line: 3, body: "So:", suggestion: "```\nx\n```" }] });
  expect((gitlab.writes()[0]?.body as { note: string }).note).toBe("So:\n\n````suggestion:-2+0\n```\nx\n```\n````");
});

test("a draft that cannot be made takes the others of its call with it", async () => {
  gitlab.standIn.control.fault({
    method: "POST",
    path: "/projects/*/merge_requests/*/draft_notes",
    effect: { status: 500 },
  });
  const late = [inline, { path: PATH, line: 5, body: "This, too." }];
  expect((await review({ comments: late })).isError).toBe(true);
  expect(gitlab.standIn.world.projects.get(1)?.mergeRequests.get(32)?.drafts).toEqual([]);
});

test.each<[Args, string]>([
  [{}, "invalid_input"],
  [{ summary: "Fine.\n/merge" }, "invalid_input"],
  [{ comments: [{ ...inline, body: "/approve" }] }, "invalid_input"],
  [{ comments: [{ ...inline, body: "So:\n```", suggestion: "```\n/merge" }] }, "invalid_input"],
  [{ comments: [inline], expected_head_sha: "0".repeat(40) }, "conflict"],
  [{ summary: "x", iid: 38, verdict: "approve" }, "forbidden"],
])("%j is %s, and nothing is sent", async (args, code) => {
  expect((await review(args)).code).toBe(code);
  expect(gitlab.writes()).toEqual([]);
});

describe("no doubles", () => {
  test("the same key replays; a dry run sends only reads", async () => {
    expect((await review({ comments: [inline], dry_run: true })).structured["preview"]).toMatchObject({
      after: { posted: [0], verdict: "comment" },
    });
    expect(gitlab.writes()).toEqual([]);
    const first = await review({ comments: [inline], idempotency_key: "k1" });
    expect((await review({ comments: [inline], idempotency_key: "k1" })).structured).toEqual(first.structured);
    expect(gitlab.writes()).toHaveLength(2);
  });

  test("a review whose publishing was cut is found", async () => {
    const path = "/projects/*/merge_requests/*/draft_notes/bulk_publish";
    gitlab.standIn.control.fault({ method: "POST", path, effect: { cut: "after" } });
    expect((await review({ comments: [inline] })).structured).toMatchObject({ posted: [0] });
    expect(sent()).toEqual(["POST /draft_notes", "POST /draft_notes/bulk_publish"]);
  });
});
