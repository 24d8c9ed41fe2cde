import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";
import { headOf, roundingEdit, savedCarts } from "../../../test/storefront.ts";

const github = useGithub();

describe("conflicts", () => {
  test("another head than expected names what changed", async () => {
    const seen = await headOf(github);
    await github.call("push_files", { ...savedCarts, operations: [roundingEdit()] });
    const again = await github.call("push_files", {
      ...savedCarts,
      expected_head_sha: seen,
      operations: [{ op: "delete", path: "README.md" }],
    });
    expect(again.code).toBe("conflict");
    expect(again.text).toContain(`head: ${await headOf(github)}
changed: ["src/cart/total.ts"]`);
  });

  test("two at once make one commit and one conflict", async () => {
    const parent = await headOf(github);
    const push = (path: string) =>
      github.call("push_files", {
        ...savedCarts,
        expected_head_sha: parent,
        operations: [{ op: "create", path, content: path }],
      });
    const outcomes = await Promise.all([push("one.txt"), push("two.txt")]);
    expect(outcomes.map(({ code }) => code ?? "done").toSorted()).toEqual(["conflict", "done"]);
  });

  test("a file that changed, or is there already", async () => {
    const stale = roundingEdit({ expected_blob_sha: "0".repeat(40) });
    expect((await github.call("push_files", { ...savedCarts, operations: [stale] })).code).toBe("conflict");
    const taken = { op: "create", path: "README.md", content: "x" };
    expect((await github.call("push_files", { ...savedCarts, operations: [taken] })).code).toBe("conflict");
    const exists = { ...savedCarts, create_branch_from: "main", operations: [roundingEdit()] };
    expect((await github.call("push_files", exists)).code).toBe("conflict");
    expect(github.writes()).toEqual([]);
  });

  test("a repository that has another name now", async () => {
    const { code, text } = await github.call("push_files", {
      ...savedCarts,
      repo: "shop",
      operations: [roundingEdit()],
    });
    expect(code).toBe("conflict");
    expect(text).toContain("moved_to: harbor/storefront");
    expect(github.writes()).toEqual([]);
  });
});

describe("refused before a write", () => {
  const rows: [string, Record<string, unknown>, string, string][] = [
    [
      "text that does not occur, with the nearest line",
      roundingEdit({ edits: [{ old_text: "return line.unitCent * 2", new_text: "" }] }),
      "invalid_input",
      "nearest is line",
    ],
    [
      "text that occurs more often, with every place",
      roundingEdit({ edits: [{ old_text: "cents", new_text: "euros" }] }),
      "invalid_input",
      "times, expected 1, at lines ",
    ],
    [
      "a long file cut short",
      { op: "update", path: "CHANGELOG.md", content: "# Changes\n" },
      "invalid_input",
      "allow_shrink",
    ],
    ["a symlink", { op: "update", path: "docs/start.md", content: "x" }, "invalid_input", "allow_symlink"],
    ["a submodule", { op: "delete", path: "vendor/theme" }, "unsupported", "submodule"],
    ["a Git LFS pointer", { op: "update", path: "assets/harbour.mp4", content: "x" }, "unsupported", "LFS"],
    ["an edit of a binary", roundingEdit({ path: "assets/logo.png" }), "unsupported", "no text"],
    ["a folder", { op: "delete", path: "src" }, "invalid_input", "folder"],
    ["a file in place of a folder", { op: "create", path: "README.md/x", content: "x" }, "invalid_input", "no folder"],
    ["a file that is not there", { op: "delete", path: "nothing.md" }, "not_found", "nothing.md"],
    ["git's folder", { op: "create", path: ".git/config", content: "x" }, "invalid_input", "git folder"],
  ];
  test.each(rows)("%s", async (_, operation, code, reason) => {
    const called = await github.call("push_files", { ...savedCarts, operations: [operation] });
    expect(called).toMatchObject({ code, text: expect.stringContaining(reason) });
    expect(github.writes()).toEqual([]);
  });

  test("a branch that is not there", async () => {
    const { code, text } = await github.call("push_files", {
      ...savedCarts,
      branch: "no-such",
      operations: [roundingEdit()],
    });
    expect(code).toBe("not_found");
    expect(text).toContain("create_branch_from");
  });

  test("more than 100 operations, or none", async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ op: "delete", path: `f${index}` }));
    for (const operations of [many, []]) {
      expect((await github.call("push_files", { ...savedCarts, operations })).code).toBe("invalid_input");
    }
    expect(github.sent()).toEqual([]);
  });
});

describe("refused by GitHub", () => {
  test("the rules of a branch", async () => {
    const { code, text } = await github.call("push_files", {
      ...savedCarts,
      branch: "main",
      operations: [roundingEdit()],
    });
    expect(code).toBe("policy_denied");
    expect(text).toContain("pull request");
  });

  test("an archived repository", async () => {
    const operations = [{ op: "create", path: "x", content: "x" }];
    const args = { owner: "harbor", repo: "legacy", branch: "main", message: "x", operations };
    expect((await github.call("push_files", args)).code).toBe("forbidden");
  });

  test("workflow files without their scope", async () => {
    const operations = [{ op: "create", path: ".github/workflows/new.yml", content: "on: push\n" }];
    const called = await github.call("push_files", { ...savedCarts, operations }, { as: "trenn" });
    expect(called).toMatchObject({ code: "insufficient_scope", text: expect.stringContaining("scopes: workflow") });
  });

  test("someone who may only read", async () => {
    const operations = [{ op: "create", path: "x.md", content: "x" }];
    const args = { owner: "harbor", repo: "docs", branch: "main", message: "x", operations };
    expect((await github.call("push_files", args, { as: "driveby7" })).isError).toBe(true);
  });
});
