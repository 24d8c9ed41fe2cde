import { describe, expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();

interface File {
  path: string;
  class: string;
  hunks_shown: number;
  hunks_total: number;
}

async function diff(number: number, args: Record<string, unknown> = {}) {
  const called = await github.call("get_pull_request_diff", { owner: "harbor", repo: "storefront", number, ...args });
  return { ...called, text: String(called.structured["diff"]), files: (called.structured["files"] ?? []) as File[] };
}

test("a small diff is shown whole", async () => {
  const { structured, text, files } = await diff(37);
  expect(files).toContainEqual({
    path: "src/cart/total.ts",
    status: "modified",
    additions: 1,
    deletions: 1,
    class: "source",
    hunks_shown: 1,
    hunks_total: 1,
  });
  expect(text).toContain("+  return Math.round(line.unitCents * (1 - line.discount)) * line.quantity;");
  expect(structured["head_sha"]).toMatch(/^[0-9a-f]{40}$/);
  expect(structured).not.toHaveProperty("next_cursor");
});

describe("a big diff", () => {
  const small = { max_tokens: 2_000 };

  test("keeps to the budget and names every file, the lockfile in one line", async () => {
    const { structured, text } = await diff(33, small);
    expect(JSON.stringify(structured).length).toBeLessThanOrEqual(8_000);
    const stat = text.slice(0, text.indexOf("\n\n")).split("\n");
    const counts = stat.map((row) => Number(/ (\d+) files /.exec(row)?.[1] ?? 1));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(410);
    expect(stat).toContain("M package-lock.json +450 -450 (generated)");
    expect((await diff(33, small)).text).toBe(text);
  });

  test("its pages join, and only the first of them reads the files", async () => {
    let cursor: unknown;
    let pages = 0;
    const sent: string[][] = [];
    do {
      const before = github.sent().length;
      const { structured, isError } = await diff(33, { max_tokens: 8_000, ...(cursor !== undefined && { cursor }) });
      expect(isError).toBe(false);
      const pull = "/repos/harbor/storefront/pulls/33";
      sent.push(
        github
          .sent()
          .slice(before)
          .map(({ path, status }) => `${path.replace(pull, "")} ${status}`),
      );
      cursor = structured["next_cursor"];
      pages += 1;
    } while (cursor !== undefined && pages < 100);
    expect(cursor).toBeUndefined();
    const [first, ...others] = sent;
    expect(first?.filter((line) => line === "/files 200")).toHaveLength(5);
    expect(others.length).toBeGreaterThan(3);
    // Whether the head is still the one that the cursor was made for.
    expect(new Set(others.flat())).toEqual(new Set([" 304"]));
    expect(others.flat()).toHaveLength(others.length);
  }, 120_000);

  test("other paths are another diff", async () => {
    expect((await diff(33, { paths: ["package-lock.json"] })).files.map(({ path }) => path)).toEqual([
      "package-lock.json",
    ]);
    const { text } = await diff(33, small);
    expect(text).toContain("README.md");
  });

  test("a moved head is a conflict with the present one", async () => {
    const { structured } = await diff(32, { max_tokens: 500 });
    await github.call("push_files", {
      owner: "harbor",
      repo: "storefront",
      branch: "feat/saved-carts",
      message: "Note",
      operations: [{ op: "create", path: "NOTE.md", content: "x\n" }],
    });
    const late = await diff(32, { max_tokens: 500, cursor: structured["next_cursor"] });
    expect(late.code).toBe("conflict");
    expect(late.structured["details"]).toMatchObject({ head_sha: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });
});

describe("formats", () => {
  test("stat has no hunks", async () => {
    const { text, structured } = await diff(37, { format: "stat" });
    expect(text).toContain("M src/cart/total.ts +1 -1");
    expect(text).not.toContain("@@");
    expect(structured).not.toHaveProperty("next_cursor");
  });

  test("patch goes through the files in order, each line once", async () => {
    const whole = await diff(32, { max_tokens: 20_000, format: "patch" });
    const wanted = whole.text.split("\n").filter((line) => /^[+-](?![+-]{2})/.test(line));
    const found: string[] = [];
    let cursor: unknown;
    let pages = 0;
    do {
      const page = await diff(32, { max_tokens: 500, format: "patch", ...(cursor !== undefined && { cursor }) });
      found.push(...page.text.split("\n").filter((line) => /^[+-](?![+-]{2})/.test(line)));
      cursor = page.structured["next_cursor"];
      pages += 1;
    } while (cursor !== undefined && pages < 50);
    expect(pages).toBeGreaterThan(1);
    expect(found).toEqual(wanted);
  });
});

test("only some paths, by name, folder or pattern", async () => {
  const paths = async (args: Record<string, unknown>) => (await diff(37, args)).files.map(({ path }) => path);
  expect(await paths({ paths: ["src/cart/*.test.ts"] })).toEqual(["src/cart/total.test.ts"]);
  expect(await paths({ exclude: ["src/cart/total.test.ts"] })).toEqual(["src/cart/total.ts"]);
  expect((await diff(37, { paths: ["docs"] })).code).toBe("not_found");
});

test("files that GitHub does not list are told", async () => {
  const { data } = await github.client().rest.pulls.get({ owner: "harbor", repo: "storefront", pull_number: 31 });
  const body = { ...data, changed_files: data.changed_files + 412 };
  github.standIn.control.fault({ path: "/repos/harbor/storefront/pulls/31", effect: { status: 200, body } });
  const { structured } = await github.call("get_pull_request_diff", {
    owner: "harbor",
    repo: "storefront",
    number: 31,
  });
  const note = `[GitHub lists ${data.changed_files} of ${data.changed_files + 412} changed files:`;
  expect(structured["diff"]).toContain(note);
});
