import { countTokens } from "@fairlead/core";
import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const merge = { project: "harbor/storefront", iid: 32 };

interface File {
  path: string;
  hunks_shown: number;
  hunks_total: number;
}

async function diffs(args: Record<string, unknown> = {}) {
  const called = await gitlab.call("get_merge_request_diffs", { ...merge, ...args });
  return { ...called, files: (called.structured["files"] ?? []) as File[] };
}

test("every file with its class and its hunks, on real lines of both sides", async () => {
  const { files, structured } = await diffs();
  expect(files).toEqual([
    expect.objectContaining({ path: "src/cart/saved-carts.ts", status: "added", class: "source" }),
    expect.objectContaining({ path: "src/cart/storage.ts", status: "modified" }),
    expect.objectContaining({ path: "src/http/session.ts", status: "modified" }),
  ]);
  expect(files.every(({ hunks_shown: shown, hunks_total: total }) => shown === total)).toBe(true);
  expect(structured["diff"]).toMatch(/^@@ -\d+,\d+ \+\d+,\d+ @@/m);
  expect(structured).not.toHaveProperty("next_cursor");
});

test("paths and exclude narrow it, by glob or folder; none of them is an error", async () => {
  const names = async (args: object) => (await diffs({ ...args })).files.map(({ path }) => path);
  expect(await names({ paths: ["src/cart"] })).toEqual(["src/cart/saved-carts.ts", "src/cart/storage.ts"]);
  expect(await names({ paths: ["**/*.ts"], exclude: ["src/cart/**"] })).toEqual(["src/http/session.ts"]);
  expect(await names({ file_path: "src/http/session.ts" })).toEqual(["src/http/session.ts"]);
  expect((await diffs({ paths: ["docs"] })).code).toBe("not_found");
});

test("stat shows no hunks; patch goes in order, page by page", async () => {
  const stat = await diffs({ format: "stat" });
  expect(stat.structured["diff"]).not.toContain("@@");
  const pages: string[] = [];
  let cursor: unknown;
  do {
    const { structured } = await diffs({ format: "patch", max_tokens: 700, ...(cursor !== undefined && { cursor }) });
    expect(countTokens(String(structured["diff"]))).toBeLessThanOrEqual(700);
    pages.push(String(structured["diff"]));
    cursor = structured["next_cursor"];
  } while (cursor !== undefined);
  const lines = (text: string) => text.split("\n").filter((line) => /^[+-]/.test(line));
  const whole = await diffs({ format: "patch", max_tokens: 20_000 });
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flatMap(lines)).toEqual(lines(String(whole.structured["diff"])));
});

test("a page of a head that has moved is a conflict", async () => {
  const { structured } = await diffs({ max_tokens: 500 });
  expect(structured["next_cursor"]).toEqual(expect.any(String));
  await gitlab.call("push_files", {
    project: merge.project,
    branch: "feat/saved-carts",
    message: "One more",
    operations: [{ op: "create", path: "MORE.md", content: "x\n" }],
  });
  expect((await diffs({ max_tokens: 500, cursor: structured["next_cursor"] })).code).toBe("conflict");
});

test("a file that GitLab collapsed is compared here", async () => {
  const path = "/projects/*/merge_requests/*/diffs";
  const plain = await diffs({ paths: ["src/http/session.ts"] });
  const rows = [
    {
      diff: "",
      collapsed: true,
      new_path: "src/http/session.ts",
      old_path: "src/http/session.ts",
      a_mode: "100644",
      b_mode: "100644",
      new_file: false,
      renamed_file: false,
      deleted_file: false,
      generated_file: false,
      too_large: false,
    },
  ];
  gitlab.standIn.control.fault({ path, times: 2, effect: { status: 200, body: rows } });
  gitlab.standIn.control.fault({
    path: "/projects/*/repository/compare",
    effect: { status: 200, body: { diffs: rows } },
  });
  const compared = await diffs({ paths: ["src/http/session.ts"] });
  expect(compared.files).toEqual(plain.files);
  // Git tells beside a hunk what it is in; a comparison does not.
  const hunks = (text: unknown) => String(text).replaceAll(/^(@@ .+? @@).*$/gm, "$1");
  expect(compared.structured["diff"]).toBe(hunks(plain.structured["diff"]));
});

test("fewer files than GitLab counts are said to be fewer, where the comparison has no more", async () => {
  const rows = gitlab.standIn.control.fault({
    path: "/projects/*/merge_requests/*/diffs",
    effect: { status: 200, body: [] },
  });
  const compare = { path: "/projects/*/repository/compare", effect: { status: 200, body: { diffs: [] } } };
  const none = gitlab.standIn.control.fault(compare);
  expect((await diffs()).structured).toMatchObject({ overflow: true });
  rows();
  none();
});

test("before 18.4, when nothing says that a diff is left out, it is found out and compared all the same", async () => {
  const path = "src/long.ts";
  const content = Array.from({ length: 5_200 }, (_, index) => `export const line${index} = ${index};\n`).join("");
  const pushed = { project: merge.project, branch: "feat/saved-carts", message: "Long" };
  await gitlab.call("push_files", { ...pushed, operations: [{ op: "create", path, content }] });
  const newer = await diffs({ paths: [path] });
  gitlab.standIn.control.version("17.11.2");
  const older = await diffs({ paths: [path] });
  expect(older.files).toMatchObject([{ path, additions: 5_200, hunks_total: 1 }]);
  expect(older.structured["diff"]).toBe(newer.structured["diff"]);
});
