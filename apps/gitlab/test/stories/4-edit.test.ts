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

  test("a file that was changed meanwhile is a conflict, and stays", async () => {
    const [hers, his] = [await story.connect(era), await story.connect(era, { as: "trenn" })];
    const { structured } = await hers.call("get_merge_request", { ...storefront, iid: 37 });
    await his.call("push_files", { ...push, operations: [{ op: "create", path: "NOTE.md", content: "x\n" }] });
    const before = story.writes().length;
    const late = await hers.call("push_files", { ...push, expected_head_sha: structured["head_sha"] });
    expect(late.code).toBe("conflict");
    expect(story.writes()).toHaveLength(before);
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
