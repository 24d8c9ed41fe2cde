import { countTokens } from "@fairlead/core";
import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

interface File {
  path: string;
  text?: string;
  note?: string;
  next?: string;
  from_line?: number;
  to_line?: number;
  total_lines?: number;
}

async function read(args: Record<string, unknown>) {
  const called = await gitlab.call("get_file_contents", { ...storefront, ...args });
  const { files = [], entries = [] } = called.structured as {
    files?: File[];
    entries?: { path: string; type: string }[];
  };
  return { ...called, files, entries };
}

test("files, a range and a folder in one call, of one commit", async () => {
  const { files, entries, structured } = await read({ paths: ["package.json#L1-L3", "src/cart", "src/cart/line.ts"] });
  expect(files[0]).toMatchObject({ from_line: 1, to_line: 3, total_lines: 28, text: expect.stringMatching(/^\{\n/) });
  expect(files[1]).toMatchObject({ path: "src/cart/line.ts", last_commit_id: expect.stringMatching(/^\w{40}$/) });
  expect(entries).toContainEqual({ path: "src/cart/total.ts", type: "file" });
  expect(structured["commit_sha"]).toBe(gitlab.standIn.world.projects.get(1)?.git.refs.get("refs/heads/main"));
});

test("GitLab's spellings of path and ref, numbered lines", async () => {
  const { files, text } = await read({ file_path: "package.json#L2-", branch: "feat/saved-carts", line_numbers: true });
  expect(files).toMatchObject([{ path: "package.json", from_line: 2, to_line: 28 }]);
  expect(text).toMatch(/^\s*2\W+"name": "storefront",$/m);
});

test("a long file is cut at a line; next has no gap", async () => {
  const parts: File[] = [];
  let path: string | undefined = "CHANGELOG.md#L1-L400";
  while (path !== undefined && parts.length < 30) {
    const page: Awaited<ReturnType<typeof read>> = await read({ paths: [path], max_tokens: 2_000 });
    expect(countTokens(page.text)).toBeLessThanOrEqual(2_000);
    const [file] = page.files;
    if (!file) throw new Error("no file");
    parts.push(file);
    path = (file.to_line ?? 0) < 400 ? file.next : undefined;
  }
  expect(parts.length).toBeGreaterThan(1);
  for (const [index, part] of parts.entries()) {
    if (index > 0) expect(part.from_line).toBe((parts[index - 1]?.to_line ?? 0) + 1);
  }
});

describe("folders", () => {
  test("levels of them, or files that match below", async () => {
    const paths = async (args: object) => (await read({ ...args })).entries.map(({ path }) => path);
    expect(await paths({ paths: ["src"] })).toContain("src/cart");
    expect(await paths({ paths: ["src"], depth: 2 })).toContain("src/cart/total.ts");
    const tests = await paths({ paths: ["src"], glob: "**/*.test.ts" });
    expect(tests).toContain("src/cart/total.test.ts");
    expect(tests.every((path) => path.endsWith(".test.ts"))).toBe(true);
    expect(await paths({ paths: [""] })).toContain("package.json");
  });
});

test("what is no text is named: binary, symlink, Git LFS pointer", async () => {
  const { entries } = await read({ paths: [""], depth: 5 });
  const symlink = entries.find(({ type }) => type === "symlink")?.path ?? "";
  const { files } = await read({ paths: [symlink] });
  expect(files[0]?.note).toMatch(/^symlink to /);
  const content = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a".repeat(64) + "\nsize 12345\n";
  const operations = [
    { op: "create", path: "big.psd", content },
    { op: "create", path: "raw.bin", content: "AAEC", encoding: "base64" },
  ];
  await gitlab.call("push_files", { ...storefront, branch: "feat/saved-carts", message: "Big", operations });
  const { files: special } = await read({ paths: ["big.psd", "raw.bin"], ref: "feat/saved-carts" });
  expect(special.map(({ note }) => note)).toEqual([expect.stringContaining("12345 bytes"), "binary, 3 bytes"]);
});

test("a path that is not there is named beside the others; alone, with its ref, it is not found", async () => {
  const { files } = await read({ paths: ["package.json", "nowhere.ts"] });
  expect(files).toMatchObject([{ path: "package.json" }, { path: "nowhere.ts", note: "not found" }]);
  const gone = await read({ paths: ["nowhere.ts"] });
  expect([gone.code, gone.text]).toEqual(["not_found", expect.stringContaining("nowhere.ts at HEAD")]);
  expect((await read({ paths: ["package.json"], ref: "nowhere" })).code).toBe("not_found");
});

test.each(["../secrets", "src/../../a"])("%j leads nowhere, and nothing is sent", async (path) => {
  expect((await read({ paths: [path] })).code).toBe("invalid_input");
  expect(gitlab.sent()).toEqual([]);
});
