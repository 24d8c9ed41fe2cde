import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";
import { fileAt, headOf, roundingEdit, savedCarts, storefront, wrongTotal } from "../../../test/storefront.ts";
import type { GithubContext } from "../../client/github-client.ts";
import { pushFiles } from "./push-files.ts";

const github = useGithub();

describe("an edit", () => {
  test("is one signed commit in one write", async () => {
    const parent = await headOf(github);
    const { structured } = await github.call("push_files", { ...savedCarts, operations: [roundingEdit()] });
    expect(structured).toMatchObject({
      parent_sha: parent,
      branch: "feat/saved-carts",
      files: [{ path: "src/cart/total.ts", op: "edit", additions: 1, deletions: 1 }],
    });
    expect(github.writes()).toEqual(["CommitFiles"]);
    expect(structured["commit_sha"]).toBe(await headOf(github));
    expect((await fileAt(github, "src/cart/total.ts"))?.text).toContain(`return Math.round(${wrongTotal});`);
    const { data } = await github
      .client()
      .rest.repos.getCommit({ ...storefront, ref: String(structured["commit_sha"]) });
    expect(data.commit).toMatchObject({ message: savedCarts.message, verification: { verified: true } });
  });

  test("as a dry run shows its diff and sends only reads", async () => {
    const before = await headOf(github);
    const { structured } = await github.call("push_files", {
      ...savedCarts,
      operations: [roundingEdit()],
      dry_run: true,
    });
    const { preview } = structured as { preview: { diff: string; request: { body: { variables: unknown } }[] } };
    expect(preview.diff).toContain(`-  return ${wrongTotal};\n+  return Math.round(${wrongTotal});`);
    expect(preview.request[0]?.body.variables).toMatchObject({ input: { expectedHeadOid: before } });
    expect(github.writes()).toEqual([]);
    expect(await headOf(github)).toBe(before);
  });

  test("of a 300 kB file takes less than 1 kB of arguments", async () => {
    const edits = [{ old_text: "# Changes\n\nMade by", new_text: "# All changes\n\nMade by" }];
    const args = { ...savedCarts, operations: [{ op: "edit", path: "CHANGELOG.md", edits }] };
    expect(JSON.stringify(args).length).toBeLessThan(1_000);
    expect((await github.call("push_files", args)).structured).toMatchObject({
      files: [{ additions: 1, deletions: 1 }],
    });
  });

  test("keeps CRLF and finds its text with plain newlines", async () => {
    const operations = [
      { op: "edit", path: "fixtures/prices.csv", edits: [{ old_text: "12,50\nMUG-02", new_text: "13,50\nMUG-02" }] },
    ];
    await github.call("push_files", { ...savedCarts, operations });
    const sha = (await fileAt(github, "fixtures/prices.csv"))?.sha ?? "";
    const { data } = await github.client().rest.git.getBlob({ ...storefront, file_sha: sha });
    expect(Buffer.from(data.content, "base64").toString()).toContain("13,50\r\nMUG-02");
  });
});

test("a hundred files in deep folders of their own are looked for in documents that GitHub can answer", async () => {
  const operations = Array.from({ length: 100 }, (_, index) => ({
    op: "create",
    path: `deep/${index}/a/b/c/d.txt`,
    content: `${index}\n`,
  }));
  const { structured } = await github.call("push_files", { ...savedCarts, operations });
  expect(structured["files"]).toHaveLength(100);
  const asked = github
    .sent()
    .flatMap(({ path, body }) => (path === "/graphql" ? (body as { query: string }).query : []));
  expect(Math.max(...asked.map((query) => query.match(/object\(/g)?.length ?? 0))).toBeLessThanOrEqual(200);
});

test("all kinds of operations make one commit", async () => {
  const operations = [
    { op: "create", path: "src/cart/note.ts", content: "export {};\n" },
    { op: "update", path: "public/robots.txt", content: "User-agent: *\n" },
    { op: "upsert", path: "assets/dot.bin", content: "AAEC", encoding: "base64" },
    roundingEdit(),
    { op: "delete", path: "tsconfig.json" },
    { op: "move", path: "src/prices.ts", from_path: "src/money.ts" },
  ];
  const money = await fileAt(github, "src/money.ts");
  const parent = await headOf(github);
  const { structured } = await github.call("push_files", { ...savedCarts, operations });
  expect(structured).toMatchObject({ parent_sha: parent });
  expect((structured["files"] as { op: string }[]).map(({ op }) => op)).toEqual(operations.map(({ op }) => op));
  expect(github.writes()).toEqual(["CommitFiles"]);
  expect((await fileAt(github, "src/cart/note.ts"))?.text).toBe("export {};");
  expect((await fileAt(github, "assets/dot.bin"))?.note).toBe("binary, 3 bytes");
  expect(await fileAt(github, "tsconfig.json")).toBeUndefined();
  expect(await fileAt(github, "src/money.ts")).toBeUndefined();
  expect((await fileAt(github, "src/prices.ts"))?.sha).toBe(money?.sha);
});

const objects = ["/git/blobs", "/git/trees", "/git/commits", "/git/refs"];

/** Paths of the writes, without the repository and the branch. */
function posted(): string[] {
  return github
    .writes()
    .map((write) => write.replace(/^(POST|PATCH) \/repos\/harbor\/storefront/, "").replace(/\/heads.*/, ""));
}

describe("modes and new branches go object by object", () => {
  test("an executable", async () => {
    const { structured } = await github.call("push_files", {
      ...savedCarts,
      operations: [{ op: "chmod", path: "README.md", mode: "100755" }],
    });
    expect(structured).toMatchObject({ files: [{ op: "chmod", additions: 0, deletions: 0 }] });
    expect(posted()).toEqual(objects);
  });

  test("an executable stays one when it is edited", async () => {
    const edits = [{ old_text: "set -euo pipefail", new_text: "set -eu" }];
    await github.call("push_files", { ...savedCarts, operations: [{ op: "edit", path: "scripts/release.sh", edits }] });
    const { data } = await github
      .client()
      .rest.git.getTree({ ...storefront, tree_sha: "feat/saved-carts", recursive: "1" });
    expect(data.tree.find(({ path }) => path === "scripts/release.sh")?.mode).toBe("100755");
  });

  test("a new branch appears with its commit", async () => {
    const args = { ...savedCarts, branch: "fix/round-once", create_branch_from: "main", operations: [roundingEdit()] };
    const { structured } = await github.call("push_files", args);
    expect(structured).toMatchObject({ branch: "fix/round-once", parent_sha: await headOf(github, "main") });
    expect(posted()).toEqual(objects);
    expect(await headOf(github, "fix/round-once")).toBe(structured["commit_sha"]);
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
  const text = `${(await fileAt(github, "README.md"))?.text}\n`;
  const { structured } = await github.call("push_files", {
    ...savedCarts,
    operations: [{ op: "update", path: "README.md", content: text }],
  });
  expect(structured).toEqual({
    commit_sha: await headOf(github),
    branch: "feat/saved-carts",
    files: [],
    unchanged: true,
  });
  expect(github.writes()).toEqual([]);
});

describe("what needs a word", () => {
  test("a link is changed, and stays one", async () => {
    const operations = [{ op: "update", path: "docs/start.md", content: "../CHANGELOG.md" }];
    await github.call("push_files", { ...savedCarts, allow_symlink: true, operations });
    expect((await fileAt(github, "docs/start.md"))?.note).toBe("symlink to ../CHANGELOG.md");
  });

  test("a long file becomes short", async () => {
    const operations = [{ op: "update", path: "CHANGELOG.md", content: "# Changes\n" }];
    await github.call("push_files", { ...savedCarts, allow_shrink: true, operations });
    expect((await fileAt(github, "CHANGELOG.md"))?.text).toBe("# Changes");
  });
});

/** What the core asks after a write whose answer did not come. */
async function recover(args: Record<string, unknown>) {
  if (pushFiles.access !== "write") throw new Error("push_files writes");
  return pushFiles.recover?.(pushFiles.input.parse(args), { client: github.client() } as GithubContext);
}

describe("an answer that was lost", () => {
  const operations = [roundingEdit(), { op: "chmod", path: "README.md", mode: "100755" }];

  test("is found by message and effect", async () => {
    const parent = await headOf(github);
    github.standIn.control.fault({ method: "PATCH", path: "/repos/**", effect: { cut: "after" } });
    await github.call("push_files", { ...savedCarts, operations });
    expect(await recover({ ...savedCarts, operations })).toMatchObject({
      commit_sha: await headOf(github),
      parent_sha: parent,
      files: [{ path: "src/cart/total.ts", additions: 1 }, { path: "README.md" }],
    });
  });

  test("is not found where nothing was done, or something else", async () => {
    expect(await recover({ ...savedCarts, operations })).toBeUndefined();
    await github.call("push_files", { ...savedCarts, operations: [roundingEdit()] });
    expect(await recover({ ...savedCarts, operations })).toBeUndefined();
    expect(await recover({ ...savedCarts, branch: "no-such", operations })).toBeUndefined();
    expect(await recover({ ...savedCarts, message: "Other words", operations: [roundingEdit()] })).toBeUndefined();
  });
});
