import { describe, expect, test } from "vitest";
import { useGitlab } from "./harness.ts";

const gitlab = useGitlab();
const shop = { project: "harbor/storefront" };
const docs = { project: "harbor/docs" };
const answer = (path: string, body: unknown) =>
  gitlab.standIn.control.fault({ method: "GET", path, effect: { status: 200, body } });

describe("names that have to be encoded", () => {
  const branch = "feat/größe#1-日本";
  const path = "doc/a#b?c%20 ü.md";

  test("a branch and a file are made, read in part, listed and found in the history", async () => {
    expect((await gitlab.call("create_branch", { ...shop, branch })).structured["branch"]).toBe(branch);
    const operations = [{ op: "create", path, content: "one\ntwo\n" }];
    const { structured: pushed } = await gitlab.call("push_files", { ...shop, branch, message: "ü", operations });
    const read = await gitlab.call("get_file_contents", { ...shop, ref: branch, paths: [`${path}#L2-L9`] });
    expect(read.text).toContain(`== ${path} (lines 2-2 of 2`);
    expect((await gitlab.call("get_file_contents", { ...shop, ref: branch, paths: ["doc"] })).text).toContain(path);
    const history = await gitlab.call("list_commits", { ...shop, ref: branch, path });
    expect(history.structured["items"]).toMatchObject([{ sha: pushed["commit_sha"], subject: "ü" }]);
    const listed = await gitlab.call("list_branches", { ...shop, query: "feat/größe" });
    expect(listed.structured["items"]).toMatchObject([{ name: branch, sha: pushed["commit_sha"] }]);
  });
});

describe("a project without a commit", () => {
  const empty = { project: "harbor/leer" };
  const make = () =>
    gitlab.call("create_project", { name: "Leer", namespace: "harbor", initialize_with_readme: false });

  test("says so, and takes its first one", async () => {
    await make();
    for (const [name, args] of [
      ["get_file_contents", { paths: ["README.md"] }],
      ["create_branch", { branch: "x" }],
      ["list_commits", {}],
    ] as const) {
      const { code, text } = await gitlab.call(name, { ...empty, ...args });
      expect({ code, text }, name).toEqual({ code: "not_found", text: expect.stringContaining("no commit yet") });
    }
    const operations = [{ op: "create", path: "a", content: "b" }];
    const first = await gitlab.call("push_files", { ...empty, branch: "main", message: "First", operations });
    expect(first.isError, first.text).toBe(false);
    expect((await gitlab.call("list_commits", empty)).structured["items"]).toMatchObject([{ subject: "First" }]);
  });

  test("has empty lists, not errors", async () => {
    await make();
    for (const name of ["list_branches", "list_pipelines", "list_issues", "list_merge_requests", "list_milestones"]) {
      const { isError, structured } = await gitlab.call(name, empty);
      expect({ isError, items: structured["items"] }, name).toEqual({ isError: false, items: [] });
    }
  });
});

test("under a former path every write names nothing that it has done", async () => {
  for (const [name, args] of [
    ["create_note", { target: "issue", iid: 5, body: "x" }],
    ["create_issue", { title: "x" }],
    ["create_pipeline", { ref: "main" }],
    ["save_milestone", { title: "x" }],
    ["update_merge_request", { iid: 32, title: "x" }],
    ["create_branch", { branch: "try/x" }],
  ] as const) {
    expect((await gitlab.call(name, { project: "harbor/shop", ...args })).code, name).toBe("conflict");
  }
  expect((await gitlab.call("list_issues", { ...shop, query: "x", state: "all" })).text).not.toContain("| x |");
});

test("a confidential issue is not there for strangers, in any way", async () => {
  const made = await gitlab.call("create_issue", { ...docs, title: "Zugangsdaten", confidential: true });
  const { iid } = made.structured;
  const as = "driveby7";
  expect((await gitlab.call("get_issue", { ...docs, iid }, { as })).code).toBe("not_found");
  expect((await gitlab.call("create_note", { ...docs, target: "issue", iid, body: "x" }, { as })).code).toBe(
    "not_found",
  );
  expect((await gitlab.call("list_issues", { ...docs, query: "Zugang" }, { as })).structured["items"]).toEqual([]);
  expect((await gitlab.call("list_issues", { ...docs, iids: [iid, 999] })).structured["items"]).toMatchObject([
    { iid },
  ]);
});

test("an archived project is read, and what it refuses says why it may", async () => {
  await gitlab.call("update_project", { ...docs, archived: true, confirm: "harbor/docs" });
  for (const [name, args] of [
    ["create_issue", { title: "x", confidential: true }],
    ["create_branch", { branch: "x" }],
  ] as const) {
    const { code, text } = await gitlab.call(name, { ...docs, ...args });
    expect({ code, text }, name).toEqual({ code: "forbidden", text: expect.stringContaining("archived") });
  }
  expect((await gitlab.call("get_project", docs)).structured["archived"]).toBe(true);
});

test.each([
  "You (@mlind) must accept the Terms of Service in order to perform this action.",
  "403 Forbidden - Your password expired. Please access GitLab from a web browser to update your password.",
  "403 Forbidden - Your account has been deactivated by your administrator.",
])("what GitLab wants of an account first is told, not blamed on the project: %s", async (message) => {
  const effect = { status: 403, body: { message } };
  gitlab.standIn.control.fault({ method: "GET", path: "/projects/*", times: 9, effect });
  const { code, text } = await gitlab.call("get_project", docs);
  expect({ code, text }).toEqual({ code: "forbidden", text: expect.stringContaining("in a browser") });
});

test("rows with nothing where something mostly is", async () => {
  const bare = {
    id: 1,
    iid: 5,
    project_id: 1,
    title: "t",
    state: "opened",
    author: null,
    labels: null,
    assignees: null,
  };
  answer("/projects/*/issues/5", { ...bare, description: null, milestone: null, web_url: "http://gitlab.example/5" });
  answer("/projects/*/merge_requests", [
    { ...bare, sha: null, source_branch: "a", target_branch: "b", web_url: "http://x.example" },
  ]);
  answer("/projects/*/pipelines", [
    { id: 1, status: "success", ref: null, sha: "a".repeat(40), source: null, web_url: null },
  ]);
  answer("/projects/*/repository/branches", [
    { name: "x", commit: null, protected: null, default: null, can_push: null },
  ]);
  answer("/projects/*/repository/commits", [{ id: "a".repeat(40), title: null, message: null, parent_ids: null }]);
  for (const [name, args] of [
    ["get_issue", { iid: 5 }],
    ["list_merge_requests", {}],
    ["list_pipelines", {}],
    ["list_branches", {}],
    ["list_commits", {}],
  ] as const) {
    const { isError, text } = await gitlab.call(name, { ...shop, ...args });
    expect(isError, `${name}: ${text}`).toBe(false);
  }
});
