import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, test } from "vitest";

import { aheadBehind, history, isAncestor, mergeBase } from "./history.ts";
import { mergeTrees } from "./merge.ts";
import { resolveCommit, readExpression } from "./revision.ts";
import { createGit, readBlob, writeBlob, writeCommit } from "./store.ts";
import { changeTree, entryAt } from "./tree.ts";

const git = createGit();
const tree = (files: Record<string, string>): string =>
  changeTree(
    git,
    undefined,
    Object.entries(files).map(([path, text]) => ({ path, mode: "100644", oid: writeBlob(git, text).oid })),
  );
const read = (oid: string, path: string): string | undefined =>
  readBlob(git, entryAt(git, oid, path)?.oid ?? "")?.data.toString();
let clock = 0;
function commit(message: string, ...parents: string[]): string {
  const who = { name: "x", email: "x@harbor.example", atMs: (clock += 60_000) };
  return writeCommit(git, { tree: tree({ file: message }), parents, author: who, committer: who, message }).oid;
}

describe("mergeTrees", () => {
  const base = "one\ntwo\nthree\nfour\nfive\nsix\n";

  test("joins changes to different lines", () => {
    const ours = tree({ a: base.replace("one", "ONE") });
    const theirs = tree({ a: base.replace("six", "SIX") });
    const merged = mergeTrees(git, tree({ a: base }), ours, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(read(merged.tree, "a")).toBe("ONE\ntwo\nthree\nfour\nfive\nSIX\n");
  });

  test("names the file where both changed one line", () => {
    const merged = mergeTrees(
      git,
      tree({ a: base, b: "x\n" }),
      tree({ a: base.replace("two", "2"), b: "x\n" }),
      tree({ a: base.replace("two", "zwei"), b: "y\n" }),
    );
    expect(merged.conflicts).toEqual(["a"]);
    expect(read(merged.tree, "b")).toBe("y\n");
  });

  test("a deletion against a change is a conflict, two equal changes are none", () => {
    expect(mergeTrees(git, tree({ a: base, b: "x" }), tree({ b: "x" }), tree({ a: "new", b: "x" })).conflicts).toEqual([
      "a",
    ]);
    expect(mergeTrees(git, tree({ a: base }), tree({ a: "same\n" }), tree({ a: "same\n" })).conflicts).toEqual([]);
  });

  test("is the same from either side, where there is no conflict", () => {
    const text = array(constantFrom("a\n", "b\n", "c\n"), { minLength: 1, maxLength: 12 }).map((rows) => rows.join(""));
    assert(
      property(text, text, text, (start, ours, theirs) => {
        const there = mergeTrees(git, tree({ f: start }), tree({ f: ours }), tree({ f: theirs }));
        const back = mergeTrees(git, tree({ f: start }), tree({ f: theirs }), tree({ f: ours }));
        expect(there.conflicts).toEqual(back.conflicts);
        if (there.conflicts.length === 0) expect(there.tree).toBe(back.tree);
      }),
    );
  });
});

describe("history", () => {
  const root = commit("root");
  const left = commit("left", root);
  const right = commit("right", root);
  const merge = commit("merge", left, right);
  const after = commit("after", right);

  test("finds the fork point, also through a merge", () => {
    expect(mergeBase(git, left, right)).toBe(root);
    expect(mergeBase(git, merge, after)).toBe(right);
    expect(mergeBase(git, root, commit("unrelated"))).toBeUndefined();
  });

  test("knows what is a fast-forward", () => {
    expect(isAncestor(git, right, merge)).toBe(true);
    expect(isAncestor(git, merge, right)).toBe(false);
    expect(aheadBehind(git, merge, after)).toEqual({ ahead: 1, behind: 2 });
  });

  test("lists children before parents, without what another tip reaches", () => {
    expect(history(git, merge, left).map(({ message }) => message)).toEqual(["merge", "right"]);
  });

  test("reads revisions and paths as git does", () => {
    git.refs.set("refs/heads/main", merge).set("refs/tags/v1", root);
    expect(resolveCommit(git, "main^2")).toBe(right);
    expect(resolveCommit(git, "HEAD~2")).toBe(root);
    expect(resolveCommit(git, merge.slice(0, 10))).toBe(merge);
    expect(resolveCommit(git, "v1^")).toBeUndefined();
    expect(readExpression(git, "main:file")).toMatchObject({ type: "blob", data: Buffer.from("merge") });
    expect(readExpression(git, "main:nope")).toBeUndefined();
  });
});
