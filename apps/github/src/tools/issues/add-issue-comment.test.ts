import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const comment = { owner: "harbor", repo: "storefront", number: 12, body: "Agreed: once per line." };

test.each([12, 31])("comments on issue or pull request #%i", async (number) => {
  const { structured } = await github.call("add_issue_comment", { ...comment, number }, { as: "trenn" });
  expect(structured).toEqual({
    comment_id: expect.any(Number),
    url: expect.stringContaining(`/harbor/storefront/${number === 31 ? "pull" : "issues"}/${number}#issuecomment-`),
  });
  expect(github.writes()).toEqual([`POST /repos/harbor/storefront/issues/${number}/comments`]);
});

test("a dry run sends nothing", async () => {
  const { structured } = await github.call("add_issue_comment", { ...comment, dry_run: true });
  expect(structured["preview"]).toMatchObject({ request: [{ method: "POST", body: { body: comment.body } }] });
  expect(github.writes()).toEqual([]);
});

test("a comment whose answer was lost is found, and made once", async () => {
  github.standIn.control.fault({ method: "POST", path: "/repos/**/comments", effect: { cut: "after" } });
  const { structured } = await github.call("add_issue_comment", comment);
  const { structured: issue } = await github.call("get_issue", { ...comment, body: undefined, include: ["comments"] });
  const comments = (issue["comments"] as { id: number; body: string }[]).filter(({ body }) => body === comment.body);
  expect(comments.map(({ id }) => id)).toEqual([structured["comment_id"]]);
  expect(github.writes()).toHaveLength(1);
});

test("one that never arrived is not made up", async () => {
  github.standIn.control.fault({ method: "POST", path: "/repos/**/comments", effect: { cut: "before" } });
  expect((await github.call("add_issue_comment", comment)).code).toMatch(/upstream_(timeout|unavailable)/);
});

test("refused", async () => {
  expect((await github.call("add_issue_comment", { ...comment, body: "  " })).code).toBe("invalid_input");
  expect((await github.call("add_issue_comment", { ...comment, number: 999 })).code).toBe("not_found");
  expect((await github.call("add_issue_comment", { ...comment, repo: "legacy", number: 1 })).code).toBe("forbidden");
});
