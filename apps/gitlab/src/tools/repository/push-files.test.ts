import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const push = { project: "harbor/storefront", branch: "feat/saved-carts", message: "Change files" };
type Args = Record<string, unknown>;

const commit = (operations: readonly Args[], args: Args = {}) =>
  gitlab.call("push_files", { ...push, operations, ...args });
const edit = {
  op: "edit",
  path: "package.json",
  edits: [{ old_text: '"name": "storefront"', new_text: '"name": "shop"' }],
};

async function read(path: string, ref = push.branch) {
  const { structured } = await gitlab.call("get_file_contents", { project: push.project, paths: [path], ref });
  const [file] = (structured["files"] ?? []) as { text?: string; last_commit_id?: string; note?: string }[];
  return file;
}

test("every kind of change in one commit, each with what it starts from", async () => {
  const { structured, text } = await commit([
    edit,
    { op: "create", path: "docs/new.md", content: "one\ntwo\n" },
    { op: "upsert", path: "docs/other.md", content: "x\n" },
    { op: "move", from_path: "src/cart/voucher.ts", path: "src/cart/vouchers.ts" },
    { op: "delete", path: "src/cart/voucher.test.ts" },
    { op: "chmod", path: "README.md", executable: true },
    { op: "create", path: "logo.bin", content: "AAEC", encoding: "base64" },
  ]);
  expect(structured, text).toMatchObject({ branch: push.branch, commit_sha: expect.stringMatching(/^\w{40}$/) });
  expect(structured["files"]).toContainEqual({ path: "docs/new.md", op: "create", additions: 2, deletions: 0 });
  const [write, ...more] = gitlab.writes();
  expect(more).toEqual([]);
  const { actions } = write?.body as { actions: Args[] };
  expect(actions.map(({ action }) => action)).toEqual([
    "update",
    "create",
    "create",
    "move",
    "delete",
    "chmod",
    "create",
  ]);
  const id = expect.stringMatching(/^\w{40}$/);
  expect([actions[0], actions[3], actions[4]]).toEqual(
    ["update", "move", "delete"].map((action) => expect.objectContaining({ action, last_commit_id: id })),
  );
  expect(write?.body).not.toHaveProperty("force");
  expect(await read("src/cart/voucher.ts")).toBeUndefined();
  expect((await read("package.json"))?.text).toContain('"name": "shop"');
});

test("a new file that GitLab hands to Git LFS is what was meant", async () => {
  await commit([{ op: "upsert", path: ".gitattributes", content: "*.psd filter=lfs diff=lfs merge=lfs -text\n" }]);
  const made = await commit([{ op: "create", path: "art/logo.psd", content: "AAECAwQ=", encoding: "base64" }]);
  expect(made.isError, made.text).toBe(false);
  expect((await read("art/logo.psd"))?.note).toBe("Git LFS pointer: its 5 bytes are not in git");
});

test("a file beyond what is listed of a long folder is found to be there", async () => {
  const rows = [{ id: "0".repeat(40), name: "a", type: "blob", path: "docs/a", mode: "100644" }];
  const link = `<${gitlab.standIn.restUrl}/x?page_token=a>; rel="next"`;
  const path = "/projects/*/repository/tree";
  gitlab.standIn.control.fault({ path, times: 10, effect: { status: 200, body: rows, headers: { link } } });
  const { isError, text } = await commit([{ op: "create", path: "docs/zebra.md", content: "z\n" }]);
  expect(isError, text).toBe(false);
});

test("a dry run shows the diff and sends only reads", async () => {
  const { structured } = await commit([edit], { dry_run: true });
  const { diff } = structured["preview"] as { diff: string };
  expect(diff).toContain('-  "name": "storefront"');
  expect(diff).toContain('+  "name": "shop"');
  expect(gitlab.writes()).toEqual([]);
});

test("no difference is no commit", async () => {
  const same = (await read("package.json"))?.text;
  const { structured } = await commit([{ op: "update", path: "package.json", content: `${String(same)}\n` }]);
  expect(structured).toMatchObject({ unchanged: true, files: [] });
  expect(gitlab.writes()).toEqual([]);
});

test("a new branch is made with the commit, from the commit that was looked at", async () => {
  const tip = gitlab.standIn.world.projects.get(1)?.git.refs.get("refs/heads/main");
  expect((await commit([edit], { branch: "try/shop" })).text).toContain("create_branch_from");
  const { structured } = await commit([edit], { branch: "try/shop", create_branch_from: "main" });
  expect(structured["parent_sha"]).toBe(tip);
  expect(gitlab.writes().map(({ body }) => body)).toMatchObject([{ branch: "try/shop", start_sha: tip }]);
});

describe("refused before anything is sent at all", () => {
  test.each<[string, Args[]]>([
    ["two on one path", [edit, { op: "delete", path: "package.json" }]],
    ["a path that leaves", [{ op: "create", path: "../a", content: "x" }]],
    ["git's own folder", [{ op: "create", path: ".git/hooks/a", content: "x" }]],
    ["an absolute path", [{ op: "create", path: "/etc/a", content: "x" }]],
    ["edits of nothing", [{ ...edit, edits: [{ old_text: "", new_text: "x" }] }]],
    ["more than a hundred", Array.from({ length: 101 }, (_, n) => ({ op: "create", path: `f${n}`, content: "x" }))],
  ])("%s", async (_what, operations) => {
    expect((await commit(operations)).code).toBe("invalid_input");
    expect(gitlab.sent()).toEqual([]);
  });
});

describe("refused after reading", () => {
  test.each<[string, Args, string, string]>([
    [
      "text that is not there",
      { ...edit, edits: [{ old_text: '"nmae"', new_text: "x" }] },
      "invalid_input",
      "does not occur; the nearest is line",
    ],
    [
      "text that is there twice",
      { ...edit, edits: [{ old_text: '": "', new_text: "x" }] },
      "invalid_input",
      "occurs 17 times, expected 1",
    ],
    ["a new file that is there", { op: "create", path: "package.json", content: "x" }, "conflict", "exists already"],
    ["a file that is not there", { op: "update", path: "nowhere.ts", content: "x" }, "not_found", "get_file_contents"],
    ["another state of the file", { ...edit, last_commit_id: "0".repeat(40) }, "conflict", "has changed"],
    [
      "a long file cut short",
      { op: "update", path: "CHANGELOG.md", content: "# Gone\n" },
      "invalid_input",
      "allow_shrink",
    ],
  ])("%s", async (_what, operation, code, reason) => {
    const called = await commit([operation]);
    expect([called.code, called.text]).toEqual([code, expect.stringContaining(reason)]);
    expect(gitlab.writes()).toEqual([]);
  });

  test("another head, with the files that changed between", async () => {
    const { structured } = await commit([edit]);
    await commit([{ op: "create", path: "MORE.md", content: "x\n" }]);
    const late = await commit([edit], { expected_head_sha: structured["commit_sha"] });
    expect(late.code).toBe("conflict");
    expect(late.structured["details"]).toMatchObject({ changed: ["MORE.md"] });
  });
});

describe("what GitLab refuses", () => {
  test("a protected branch, and a secret", async () => {
    const args = { ...push, branch: "main", operations: [edit] };
    const forbidden = await gitlab.call("push_files", args, { as: "trenn" });
    expect([forbidden.code, forbidden.text]).toEqual(["policy_denied", expect.stringContaining("is protected")]);
    const secret = await commit([{ op: "create", path: "key.txt", content: `AKIA${"A".repeat(16)}\n` }]);
    expect([secret.code, secret.text]).toEqual(["policy_denied", expect.stringContaining("secret")]);
    expect(secret.text).not.toContain("AKIA");
  });

  test("a push rule is told by what it wants", async () => {
    const message = "Commit message does not follow the pattern 'SHOP-\\d+'";
    gitlab.standIn.control.fault({
      method: "POST",
      path: "/projects/*/repository/commits",
      effect: { status: 400, body: { message } },
    });
    const { code, structured } = await commit([edit]);
    expect(code).toBe("policy_denied");
    expect(structured["details"]).toEqual({ pattern: "SHOP-\\d+" });
  });

  test.each(["Could not update main. Please refresh and try again.", "13:reference update: cannot lock ref"])(
    "a branch that moves while GitLab commits: %s",
    async (message) => {
      gitlab.standIn.control.fault({
        method: "POST",
        path: "/projects/**",
        effect: { status: 400, body: { message } },
      });
      expect((await commit([edit])).code).toBe("conflict");
    },
  );

  test("of two who change one file at once, one has a commit and one a conflict", async () => {
    const other = { ...edit, edits: [{ old_text: '"name": "storefront"', new_text: '"name": "other"' }] };
    const results = await Promise.all([commit([edit]), commit([other])]);
    expect(results.map(({ code }) => code ?? "made").toSorted()).toEqual(["conflict", "made"]);
  });
});

test("one that is cut is found; the same key replays", async () => {
  gitlab.standIn.control.fault({ method: "POST", path: "/projects/*/repository/commits", effect: { cut: "after" } });
  const first = await commit([edit], { idempotency_key: "k1" });
  expect(first.isError, first.text).toBe(false);
  expect((await commit([edit], { idempotency_key: "k1" })).structured).toEqual(first.structured);
  expect(gitlab.writes()).toHaveLength(1);
});
