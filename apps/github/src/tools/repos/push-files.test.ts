import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { pushFiles } from "./push-files.ts";

const github = useGithub();
const on = (branch: string) => ({
  owner: "harbor",
  repo: "storefront",
  branch,
  message: "Round once\n\nAs the invoice does.",
});
const saved = on("feat/saved-carts");

const wrong = "line.unitCents * line.quantity * (1 - line.discount)";
const edit = (over: Record<string, unknown> = {}) => ({
  op: "edit",
  path: "src/cart/total.ts",
  edits: [{ old_text: `return ${wrong}`, new_text: `return Math.round(${wrong})` }],
  ...over,
});

async function read(path: string, ref: string) {
  const { structured } = await github.call("get_file_contents", {
    owner: "harbor",
    repo: "storefront",
    paths: [path],
    ref,
  });
  return (structured["files"] as { text?: string; note?: string; sha?: string }[] | undefined)?.[0];
}

async function head(branch: string): Promise<string> {
  const { structured } = await github.call("list_commits", {
    owner: "harbor",
    repo: "storefront",
    ref: branch,
    limit: 1,
  });
  return (structured["items"] as { sha: string }[])[0]?.sha ?? "";
}

/** What changed something, GraphQL by its mutation. */
function writes(): string[] {
  const requests = github.standIn.control.requests();
  return requests.flatMap(({ method, path, body }) => {
    if (path !== "/graphql") return method === "GET" ? [] : `${method} ${path}`;
    return /^mutation (\w+)/.exec((body as { query: string }).query)?.[1] ?? [];
  });
}

describe("an edit", () => {
  test("is one signed commit in one write", async () => {
    const parent = await head("feat/saved-carts");
    const { structured } = await github.call("push_files", { ...saved, operations: [edit()] });
    expect(structured).toMatchObject({
      parent_sha: parent,
      branch: "feat/saved-carts",
      files: [{ path: "src/cart/total.ts", op: "edit", additions: 1, deletions: 1 }],
    });
    expect(writes()).toEqual(["CommitFiles"]);
    expect(structured["commit_sha"]).toBe(await head("feat/saved-carts"));
    expect((await read("src/cart/total.ts", "feat/saved-carts"))?.text).toContain(`return Math.round(${wrong});`);
    const { data } = await github
      .client()
      .rest.repos.getCommit({ owner: "harbor", repo: "storefront", ref: String(structured["commit_sha"]) });
    expect(data.commit).toMatchObject({ message: saved.message, verification: { verified: true } });
  });

  test("as a dry run shows its diff and sends only reads", async () => {
    const before = await head("feat/saved-carts");
    const { structured } = await github.call("push_files", { ...saved, operations: [edit()], dry_run: true });
    const { preview } = structured as { preview: { diff: string; request: { body: { variables: unknown } }[] } };
    expect(preview.diff).toContain(`-  return ${wrong};\n+  return Math.round(${wrong});`);
    expect(preview.request[0]?.body.variables).toMatchObject({ input: { expectedHeadOid: before } });
    expect(writes()).toEqual([]);
    expect(await head("feat/saved-carts")).toBe(before);
  });

  test("of a 300 kB file takes less than 1 kB of arguments", async () => {
    const edits = [{ old_text: "# Changes\n\nMade by", new_text: "# All changes\n\nMade by" }];
    const args = { ...saved, operations: [{ op: "edit", path: "CHANGELOG.md", edits }] };
    expect(JSON.stringify(args).length).toBeLessThan(1_000);
    expect((await github.call("push_files", args)).structured).toMatchObject({
      files: [{ additions: 1, deletions: 1 }],
    });
  });

  test("keeps CRLF and finds its text with plain newlines", async () => {
    const operations = [
      { op: "edit", path: "fixtures/prices.csv", edits: [{ old_text: "12,50\nMUG-02", new_text: "13,50\nMUG-02" }] },
    ];
    await github.call("push_files", { ...saved, operations });
    const sha = (await read("fixtures/prices.csv", "feat/saved-carts"))?.sha ?? "";
    const { data } = await github.client().rest.git.getBlob({ owner: "harbor", repo: "storefront", file_sha: sha });
    expect(Buffer.from(data.content, "base64").toString()).toContain("13,50\r\nMUG-02");
  });
});

test("all kinds of operations make one commit", async () => {
  const operations = [
    { op: "create", path: "src/cart/note.ts", content: "export {};\n" },
    { op: "update", path: "public/robots.txt", content: "User-agent: *\n" },
    { op: "upsert", path: "assets/dot.bin", content: "AAEC", encoding: "base64" },
    edit(),
    { op: "delete", path: "tsconfig.json" },
    { op: "move", path: "src/prices.ts", from_path: "src/money.ts" },
  ];
  const money = await read("src/money.ts", "feat/saved-carts");
  const parent = await head("feat/saved-carts");
  const { structured } = await github.call("push_files", { ...saved, operations });
  expect(structured).toMatchObject({ parent_sha: parent });
  expect((structured["files"] as { op: string }[]).map(({ op }) => op)).toEqual(operations.map(({ op }) => op));
  expect(writes()).toEqual(["CommitFiles"]);
  expect((await read("src/cart/note.ts", "feat/saved-carts"))?.text).toBe("export {};");
  expect((await read("assets/dot.bin", "feat/saved-carts"))?.note).toBe("binary, 3 bytes");
  expect(await read("tsconfig.json", "feat/saved-carts")).toBeUndefined();
  expect(await read("src/money.ts", "feat/saved-carts")).toBeUndefined();
  expect((await read("src/prices.ts", "feat/saved-carts"))?.sha).toBe(money?.sha);
});

describe("modes and new branches go object by object", () => {
  const objects = ["/git/blobs", "/git/trees", "/git/commits", "/git/refs"];
  const posted = () =>
    writes().map((write) => write.replace(/^(POST|PATCH) \/repos\/harbor\/storefront/, "").replace(/\/heads.*/, ""));

  test("an executable", async () => {
    const { structured } = await github.call("push_files", {
      ...saved,
      operations: [{ op: "chmod", path: "README.md", mode: "100755" }],
    });
    expect(structured).toMatchObject({ files: [{ op: "chmod", additions: 0, deletions: 0 }] });
    expect(posted()).toEqual(objects);
  });

  test("an executable stays one when it is edited", async () => {
    const edits = [{ old_text: "set -euo pipefail", new_text: "set -eu" }];
    await github.call("push_files", { ...saved, operations: [{ op: "edit", path: "scripts/release.sh", edits }] });
    const { data } = await github
      .client()
      .rest.git.getTree({ owner: "harbor", repo: "storefront", tree_sha: "feat/saved-carts", recursive: "1" });
    expect(data.tree.find(({ path }) => path === "scripts/release.sh")?.mode).toBe("100755");
  });

  test("a new branch appears with its commit", async () => {
    const args = { ...on("fix/round-once"), create_branch_from: "main", operations: [edit()] };
    const { structured } = await github.call("push_files", args);
    expect(structured).toMatchObject({ branch: "fix/round-once", parent_sha: await head("main") });
    expect(posted()).toEqual(objects);
    expect(await head("fix/round-once")).toBe(structured["commit_sha"]);
  });
});

test("the first files of an empty repository", async () => {
  const operations = [
    { op: "create", path: "README.md", content: "# App\n" },
    { op: "create", path: "src/app.ts", content: "export {};\n" },
  ];
  const args = { owner: "harbor", repo: "empty", branch: "main", message: "Start", operations };
  const { structured } = await github.call("push_files", args);
  expect(structured).toMatchObject({ branch: "main", files: [{ path: "README.md" }, { path: "src/app.ts" }] });
  expect(structured).not.toHaveProperty("parent_sha");
  const { structured: tree } = await github.call("get_file_contents", {
    owner: "harbor",
    repo: "empty",
    paths: [""],
    depth: 2,
  });
  expect((tree["entries"] as { path: string }[]).map(({ path }) => path)).toEqual(["README.md", "src", "src/app.ts"]);
});

test("no difference is no commit", async () => {
  const text = `${(await read("README.md", "feat/saved-carts"))?.text}\n`;
  const { structured } = await github.call("push_files", {
    ...saved,
    operations: [{ op: "update", path: "README.md", content: text }],
  });
  expect(structured).toEqual({
    commit_sha: await head("feat/saved-carts"),
    branch: "feat/saved-carts",
    files: [],
    unchanged: true,
  });
  expect(writes()).toEqual([]);
});

describe("what needs a word", () => {
  test("a link is changed, and stays one", async () => {
    const operations = [{ op: "update", path: "docs/start.md", content: "../CHANGELOG.md" }];
    await github.call("push_files", { ...saved, allow_symlink: true, operations });
    expect((await read("docs/start.md", "feat/saved-carts"))?.note).toBe("symlink to ../CHANGELOG.md");
  });

  test("a long file becomes short", async () => {
    const operations = [{ op: "update", path: "CHANGELOG.md", content: "# Changes\n" }];
    await github.call("push_files", { ...saved, allow_shrink: true, operations });
    expect((await read("CHANGELOG.md", "feat/saved-carts"))?.text).toBe("# Changes");
  });
});

describe("an answer that was lost", () => {
  const operations = [edit(), { op: "chmod", path: "README.md", mode: "100755" }];
  const recover = async (args: Record<string, unknown>) => {
    if (pushFiles.access !== "write") throw new Error("push_files writes");
    const context = { client: github.client() } as GithubContext;
    return pushFiles.recover?.(pushFiles.input.parse(args), context);
  };

  test("is found by message and effect", async () => {
    const parent = await head("feat/saved-carts");
    github.standIn.control.fault({ method: "PATCH", path: "/repos/**", effect: { cut: "after" } });
    await github.call("push_files", { ...saved, operations });
    expect(await recover({ ...saved, operations })).toMatchObject({
      commit_sha: await head("feat/saved-carts"),
      parent_sha: parent,
      files: [{ path: "src/cart/total.ts", additions: 1 }, { path: "README.md" }],
    });
  });

  test("is not found where nothing was done, or something else", async () => {
    expect(await recover({ ...saved, operations })).toBeUndefined();
    await github.call("push_files", { ...saved, operations: [edit()] });
    expect(await recover({ ...saved, operations })).toBeUndefined();
    expect(await recover({ ...saved, message: "Other words", operations: [edit()] })).toBeUndefined();
  });
});

describe("conflicts", () => {
  test("another head than expected names what changed", async () => {
    const seen = await head("feat/saved-carts");
    await github.call("push_files", { ...saved, operations: [edit()] });
    const again = await github.call("push_files", {
      ...saved,
      expected_head_sha: seen,
      operations: [{ op: "delete", path: "README.md" }],
    });
    expect(again).toMatchObject({
      code: "conflict",
      structured: { details: { head: await head("feat/saved-carts"), changed: ["src/cart/total.ts"] } },
    });
  });

  test("two at once make one commit and one conflict", async () => {
    const parent = await head("feat/saved-carts");
    const push = (path: string) =>
      github.call("push_files", {
        ...saved,
        expected_head_sha: parent,
        operations: [{ op: "create", path, content: path }],
      });
    const outcomes = await Promise.all([push("one.txt"), push("two.txt")]);
    expect(outcomes.map(({ code }) => code ?? "done").toSorted()).toEqual(["conflict", "done"]);
  });

  test("a file that changed, or is there already", async () => {
    const stale = edit({ expected_blob_sha: "0".repeat(40) });
    expect((await github.call("push_files", { ...saved, operations: [stale] })).code).toBe("conflict");
    const taken = { op: "create", path: "README.md", content: "x" };
    expect((await github.call("push_files", { ...saved, operations: [taken] })).code).toBe("conflict");
    const exists = { ...saved, create_branch_from: "main", operations: [edit()] };
    expect((await github.call("push_files", exists)).code).toBe("conflict");
    expect(writes()).toEqual([]);
  });

  test("a repository that has another name now", async () => {
    const { code, structured } = await github.call("push_files", { ...saved, repo: "shop", operations: [edit()] });
    expect(code).toBe("conflict");
    expect(structured).toMatchObject({ details: { moved_to: "harbor/storefront" } });
    expect(writes()).toEqual([]);
  });
});

describe("refused before a write", () => {
  const rows: [string, Record<string, unknown>, string, string][] = [
    [
      "text that does not occur, with the nearest line",
      edit({ edits: [{ old_text: "return line.unitCent * 2", new_text: "" }] }),
      "invalid_input",
      "nearest is line",
    ],
    [
      "text that occurs more often",
      edit({ edits: [{ old_text: "cents", new_text: "euros" }] }),
      "invalid_input",
      "occurs",
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
    ["an edit of a binary", edit({ path: "assets/logo.png" }), "unsupported", "no text"],
    ["a folder", { op: "delete", path: "src" }, "invalid_input", "folder"],
    ["a file in place of a folder", { op: "create", path: "README.md/x", content: "x" }, "invalid_input", "no folder"],
    ["a file that is not there", { op: "delete", path: "nothing.md" }, "not_found", "nothing.md"],
    ["git's folder", { op: "create", path: ".git/config", content: "x" }, "invalid_input", "git folder"],
  ];
  test.each(rows)("%s", async (_, operation, code, reason) => {
    const called = await github.call("push_files", { ...saved, operations: [operation] });
    expect(called).toMatchObject({ code, text: expect.stringContaining(reason) });
    expect(writes()).toEqual([]);
  });

  test("a branch that is not there", async () => {
    const { code, text } = await github.call("push_files", { ...on("no-such"), operations: [edit()] });
    expect(code).toBe("not_found");
    expect(text).toContain("create_branch_from");
  });

  test("more than 100 operations, or none", async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ op: "delete", path: `f${index}` }));
    for (const operations of [many, []]) {
      expect((await github.call("push_files", { ...saved, operations })).code).toBe("invalid_input");
    }
    expect(github.standIn.control.requests()).toEqual([]);
  });
});

describe("refused by GitHub", () => {
  test("the rules of a branch", async () => {
    const { code, text } = await github.call("push_files", { ...on("main"), operations: [edit()] });
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
    const called = await github.call("push_files", { ...saved, operations }, { as: "trenn" });
    expect(called).toMatchObject({ code: "insufficient_scope", structured: { scopes: ["workflow"] } });
  });

  test("someone who may only read", async () => {
    const operations = [{ op: "create", path: "x.md", content: "x" }];
    const args = { owner: "harbor", repo: "docs", branch: "main", message: "x", operations };
    expect((await github.call("push_files", args, { as: "driveby7" })).isError).toBe(true);
  });
});
