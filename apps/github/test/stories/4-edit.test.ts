import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { headOf, storefront, useStory } from "./story-client.ts";

const story = useStory();
const path = "src/cart/total.ts";
const broken = "Math.round(line.unitCents * (1 - line.discount)) * line.quantity";
const fixed = "Math.round(line.unitCents * line.quantity * (1 - line.discount))";
const edit = {
  ...storefront,
  branch: "fix/cart-rounding",
  message: "Round once per line",
  operations: [{ op: "edit", path, edits: [{ old_text: broken, new_text: fixed }] }],
};

// What is sent to GitHub is the same in every era: one is enough.
describe.each(ERAS)("4. edit, %s", (era) => {
  test("a dry run shows the diff, and only reads arrive", async () => {
    const { call } = await story.connect(era);
    const { structured, isError } = await call("push_files", { ...edit, dry_run: true });
    expect(isError).toBe(false);
    const { diff } = structured["preview"] as { diff: string };
    expect(diff).toContain(`-  return ${broken};`);
    expect(diff).toContain(`+  return ${fixed};`);
    expect(diff.match(/^[+-](?![+-]{2} )/gm)).toHaveLength(2);
    expect(story.writes()).toEqual([]);
  });

  test("then one signed commit with that line, on the head that was read", async () => {
    const mcp = await story.connect(era);
    const head = await headOf(mcp, 37);
    const { structured } = await mcp.call("push_files", { ...edit, expected_head_sha: head });
    expect(structured).toMatchObject({ parent_sha: head, branch: edit.branch, files: [{ path, op: "edit" }] });
    expect(story.writes()).toHaveLength(1);
    expect(JSON.stringify(story.writes()[0]?.body)).toContain("createCommitOnBranch");

    expect(await headOf(mcp, 37)).toBe(structured["commit_sha"]);
    const read = await mcp.call("get_file_contents", { ...storefront, paths: [path], ref: edit.branch });
    expect((read.structured["files"] as { text: string }[])[0]?.text).toContain(`return ${fixed};`);
    const { restUrl, tokens } = story.standIn;
    const commit = await fetch(`${restUrl}/repos/harbor/storefront/commits/${String(structured["commit_sha"])}`, {
      headers: { authorization: `Bearer ${tokens.mlind}` },
    });
    expect(await commit.json()).toMatchObject({
      commit: { message: edit.message, verification: { verified: true } },
      parents: [{ sha: head }],
      files: [{ filename: path, additions: 1, deletions: 1 }],
    });
  });

  test("a stale expected_head_sha is a conflict that names the files changed between", async () => {
    const mcp = await story.connect(era);
    const stale = await headOf(mcp, 37);
    const note = { op: "create", path: "NOTE.md", content: "Seen.\n" };
    await mcp.call("push_files", { ...edit, message: "Note", operations: [note] });
    const { code, text } = await mcp.call("push_files", { ...edit, expected_head_sha: stale });
    expect(code).toBe("conflict");
    expect(text).toContain("NOTE.md");
    expect(story.writes()).toHaveLength(1);
  });
});
