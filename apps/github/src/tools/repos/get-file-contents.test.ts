import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const storefront = { owner: "harbor", repo: "storefront" };

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
  const called = await github.call("get_file_contents", { ...storefront, ...args });
  return {
    ...called,
    files: called.structured["files"] as File[],
    entries: called.structured["entries"] as { path: string }[],
  };
}

test("a directory, two files and a range, in one request", async () => {
  const paths = ["src/cart", "README.md", "src/cart/total.ts", "src/cart/line.ts#L2-L4"];
  const { files, entries, structured } = await read({ paths });
  expect(files.map(({ path, from_line, to_line, total_lines }) => [path, from_line, to_line, total_lines])).toEqual([
    ["README.md", 1, 30, 30],
    ["src/cart/total.ts", 1, 16, 16],
    ["src/cart/line.ts", 2, 4, 8],
  ]);
  expect(files[2]?.text).toBe("export interface CartLine {\n  readonly sku: string;\n  readonly unitCents: number;");
  expect(entries.map(({ path }) => path)).toContain("src/cart/total.ts");
  expect(structured["commit_sha"]).toMatch(/^[0-9a-f]{40}$/);
  expect(github.sent()).toHaveLength(1);
});

test("the text shows each file under its name", async () => {
  const { text } = await read({ paths: ["src/cart/line.ts#L1-L2"], line_numbers: true });
  expect(text).toMatch(
    /^commit [0-9a-f]{40}\n\n== src\/cart\/line\.ts \(lines 1-2 of 8, blob [0-9a-f]{40}\)\n1: \/\*\*/,
  );
});

test("a long file is cut at a line, and goes on without gap", async () => {
  const first = await read({ paths: ["CHANGELOG.md"] });
  const cut = first.files[0];
  expect(JSON.stringify(first.structured).length).toBeLessThanOrEqual(6_000 * 4);
  expect(first.text.length).toBeLessThanOrEqual(6_000 * 4);
  expect(cut?.next).toBe(`CHANGELOG.md#L${(cut?.to_line ?? 0) + 1}-`);
  const second = await read({ paths: [cut?.next] });
  expect(second.files[0]?.from_line).toBe((cut?.to_line ?? 0) + 1);
});

test("max_tokens holds for the whole result", async () => {
  const { structured } = await read({ paths: ["CHANGELOG.md", "README.md", "src"], depth: 3, max_tokens: 1_000 });
  expect(JSON.stringify(structured).length).toBeLessThanOrEqual(4_000);
});

describe("what is no text is named", () => {
  test.each([
    ["assets/logo.png", "binary, 2793 bytes"],
    ["assets/harbour.mp4", "Git LFS pointer: its 48213904 bytes are not in git"],
    ["docs/start.md", "symlink to ../README.md"],
    ["vendor/theme", "submodule: a commit of another repository"],
  ])("%s", async (path, note) => {
    expect((await read({ paths: [path] })).files).toMatchObject([{ path, note }]);
  });

  test("CRLF is read as lines, and said", async () => {
    const [prices] = (await read({ paths: ["fixtures/prices.csv"] })).files;
    expect(prices).toMatchObject({ note: "lines end in CRLF", total_lines: 5 });
    expect(prices?.text).not.toContain("\r");
  });
});

describe("directories", () => {
  test("the root", async () => {
    const { entries } = await read({ paths: [""] });
    expect(entries).toContainEqual({ path: "README.md", type: "file", size: 821 });
    expect(entries).toContainEqual({ path: "src", type: "directory" });
  });

  test("levels", async () => {
    const { entries } = await read({ paths: ["src"], depth: 2 });
    expect(entries.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["src/cart", "src/cart/total.ts", "src/money.ts"]),
    );
  });

  test("by pattern, at any depth", async () => {
    const { entries } = await read({ paths: ["src"], glob: "*.test.ts" });
    expect(entries.map(({ path }) => path)).toEqual([
      "src/cart/total.test.ts",
      "src/cart/voucher.test.ts",
      "src/catalog/search.test.ts",
      "src/checkout/address.test.ts",
      "src/money.test.ts",
    ]);
  });
});

describe("refs", () => {
  test("a branch and a tag", async () => {
    const branch = await read({ paths: ["src/cart/total.ts"], ref: "fix/cart-rounding" });
    expect(branch.files[0]?.text).toContain("Math.round(line.unitCents * (1 - line.discount))");
    expect((await read({ paths: ["package.json"], ref: "v4.8.0" })).files[0]?.text).toContain('"version": "4.8.0"');
  });

  test.each(["main:src", "a..b", "-x", "refs/heads/a b"])("%s is none", async (ref) => {
    expect((await read({ paths: ["README.md"], ref })).code).toBe("invalid_input");
  });
});

describe("what is not there", () => {
  test("one of several paths is told beside the others", async () => {
    const { files, isError } = await read({ paths: ["README.md", "nothing.md"] });
    expect(isError).toBe(false);
    expect(files[1]).toEqual({ path: "nothing.md", note: "not found" });
  });

  test("nothing at all, a ref, a hidden repository, an empty one", async () => {
    expect((await read({ paths: ["nothing.md"] })).code).toBe("not_found");
    expect((await read({ paths: ["README.md"], ref: "no-such-branch" })).code).toBe("not_found");
    const hidden = await github.call("get_file_contents", { ...storefront, paths: ["README.md"] }, { as: "driveby7" });
    expect(hidden.code).toBe("not_found");
    const empty = await github.call("get_file_contents", { owner: "harbor", repo: "empty", paths: [""] });
    expect(empty).toMatchObject({ code: "conflict", text: expect.stringContaining("empty") });
  });

  test("spent points, which come with status 200", async () => {
    github.standIn.control.fault({ path: "/graphql", times: 5, effect: { graphqlLimit: true } });
    expect((await read({ paths: ["README.md"] })).code).toBe("rate_limited");
  });
});

test("a file that GitHub failed to read is not called missing", async () => {
  const object = { kind: "Commit", oid: "4ac446617599dc318ff25fa11c0592fc2f90aa9f" };
  const repository = { nameWithOwner: "harbor/storefront", isEmpty: false, o0: object, o1: null, o2: null };
  const errors = [{ path: ["repository", "o1"], message: "Something went wrong while executing your query." }];
  github.standIn.control.fault({ path: "/graphql", effect: { status: 200, body: { data: { repository }, errors } } });
  const { code } = await github.call("get_file_contents", {
    owner: "harbor",
    repo: "storefront",
    paths: ["README.md"],
  });
  expect(code).toBe("upstream_unavailable");
});
