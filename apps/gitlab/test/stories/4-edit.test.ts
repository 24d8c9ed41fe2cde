import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const PATH = "src/cart/total.ts";
const push = {
  ...storefront,
  branch: "fix/cart-rounding",
  message: "Round once per line",
  operations: [
    {
      op: "edit",
      path: PATH,
      edits: [
        {
          old_text: "Math.round(line.unitCents * (1 - line.discount)) * line.quantity",
          new_text: "Math.round(line.unitCents * line.quantity * (1 - line.discount))",
        },
      ],
    },
  ],
};

describe.each(ERAS)("4. edit, %s", (era) => {
  test("a dry run shows the diff and sends reads alone; then one commit holds it", async () => {
    const { call } = await story.connect(era);
    const dry = await call("push_files", { ...push, dry_run: true });
    expect(dry.text).toContain("+  return Math.round(line.unitCents * line.quantity * (1 - line.discount));");
    expect(story.writes()).toEqual([]);

    const done = await call("push_files", push);
    expect(done.isError, done.text).toBe(false);
    expect(story.writes()).toMatchObject([
      {
        method: "POST",
        path: "/projects/harbor%2Fstorefront/repository/commits",
        body: {
          branch: push.branch,
          actions: [{ action: "update", last_commit_id: expect.stringMatching(/^\w{40}$/) }],
        },
      },
    ]);
  });

  test("what the commit made is there: one line, one pipeline, the head that is told", async () => {
    const { call } = await story.connect(era);
    const before = await call("get_file_contents", { ...storefront, ref: push.branch, paths: [PATH] });
    const { structured } = await call("push_files", push);
    expect(structured).toMatchObject({ files: [{ path: PATH, op: "edit", additions: 1, deletions: 1 }] });
    const after = await call("get_file_contents", { ...storefront, ref: push.branch, paths: [PATH] });
    expect(after.structured["commit_sha"]).toBe(structured["commit_sha"]);
    expect(before.structured["commit_sha"]).toBe(structured["parent_sha"]);
    const [old, now] = [before, after].map((read) =>
      (read.structured["files"] as { text: string }[])[0]?.text.split("\n"),
    );
    expect(now?.filter((line, index) => line !== old?.[index])).toHaveLength(1);
    const run = await call("get_pipeline", { ...storefront, ref: push.branch });
    expect(run.structured["sha"]).toBe(structured["commit_sha"]);
  });

  test("a file that a colleague changed since it was read is a conflict, and keeps her line", async () => {
    const [hers, his] = [await story.connect(era), await story.connect(era, { as: "trenn" })];
    const read = await his.call("get_file_contents", { ...storefront, ref: push.branch, paths: [PATH] });
    const [{ last_commit_id } = { last_commit_id: "" }] = read.structured["files"] as { last_commit_id: string }[];
    expect((await hers.call("push_files", push)).isError).toBe(false);
    const [edit] = push.operations;
    const edits = [{ old_text: "export function lineTotal", new_text: "export function totalOf" }];
    const late = await his.call("push_files", { ...push, operations: [{ ...edit, edits, last_commit_id }] });
    expect([late.code, late.text]).toEqual(["conflict", expect.stringContaining("has changed")]);
    expect(story.writes()).toHaveLength(1);
  });

  test("GitLab itself refuses one that changes between our reading and our writing", async () => {
    const { call } = await story.connect(era);
    const message = "You are attempting to update a file that has changed since you started editing it.";
    const path = "/projects/*/repository/commits";
    story.standIn.control.fault({ method: "POST", path, effect: { status: 400, body: { message } } });
    const late = await call("push_files", push);
    expect([late.code, late.text]).toEqual(["conflict", expect.stringContaining("changed meanwhile")]);
    expect(story.writes()).toHaveLength(1);
  });

  test("a head that has moved is a conflict that names what changed", async () => {
    const [hers, his] = [await story.connect(era), await story.connect(era, { as: "trenn" })];
    const { structured } = await hers.call("get_merge_request", { ...storefront, iid: 37 });
    await his.call("push_files", { ...push, operations: [{ op: "create", path: "NOTE.md", content: "x\n" }] });
    const late = await hers.call("push_files", { ...push, expected_head_sha: structured["head_sha"] });
    expect(late.code).toBe("conflict");
    expect(late.error.details).toMatchObject({ changed: ["NOTE.md"] });
    expect(story.writes()).toHaveLength(1);
  });
});

test("a new branch is made with the commit, in one request", async () => {
  const { call } = await story.connect("2026-07-28");
  const operations = [{ op: "create", path: "docs/a.md", content: "one\n" }];
  const made = await call("push_files", { ...push, branch: "docs/a", create_branch_from: "main", operations });
  expect(made.isError, made.text).toBe(false);
  expect(story.writes()).toHaveLength(1);
  const read = await call("get_file_contents", { ...storefront, ref: "docs/a", paths: ["docs/a.md"] });
  expect(read.structured).toMatchObject({ files: [{ path: "docs/a.md", text: "one" }] });
});
