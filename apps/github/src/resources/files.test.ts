import { describe, expect, test } from "vitest";
import { useGithub } from "../../test/harness.ts";
import { headOf, savedCarts } from "../../test/storefront.ts";

const github = useGithub();
const ROOT = "repo://harbor/storefront";

async function read(uri: string) {
  const [body] = await (await github.connect()).read(uri);
  return { text: "", blob: "", ...body };
}

test("a file is given as it is, with the type that its ending tells", async () => {
  expect(await read(`${ROOT}/contents/src/cart/line.ts`)).toMatchObject({
    uri: `${ROOT}/contents/src/cart/line.ts`,
    mimeType: "text/plain",
    text: expect.stringMatching(/^\/\*\* One line of a cart.*\n}\n$/s),
  });
  expect(await read(`${ROOT}/contents/README.md`)).toMatchObject({ mimeType: "text/markdown" });
  expect((await read(`${ROOT}/contents/fixtures/prices.csv`)).text).toContain("\r\n");
});

test("a branch, with its slash encoded, and a commit", async () => {
  const branch = await read(`${ROOT}/refs/heads/fix%2Fcart-rounding/contents/src/cart/total.ts`);
  expect(branch.text).toContain("Math.round(line.unitCents * (1 - line.discount))");
  const sha = await headOf(github, "main");
  const commit = await read(`${ROOT}/sha/${sha}/contents/src/cart/total.ts`);
  expect(commit.text).toContain("return line.unitCents * line.quantity * (1 - line.discount);");
});

test("a directory is a list of what is in it", async () => {
  expect((await read(`${ROOT}/contents`)).text).toMatch(/^src\/$/m);
  expect((await read(`${ROOT}/contents/src/cart`)).text).toMatch(/^src\/cart\/total\.ts$/m);
  expect((await read(`${ROOT}/refs/heads/${encodeURIComponent(savedCarts.branch)}/contents/src/`)).text).toContain(
    "src/cart/",
  );
});

test("bytes come as bytes, and what has none says so", async () => {
  const { blob, mimeType } = await read(`${ROOT}/contents/assets/logo.png`);
  expect(mimeType).toBe("image/png");
  expect(Buffer.from(blob, "base64").subarray(1, 4).toString()).toBe("PNG");
  expect((await read(`${ROOT}/contents/assets/harbour.mp4`)).text).toContain("Git LFS pointer");
  expect((await read(`${ROOT}/contents/vendor/theme`)).text).toContain("submodule");
});

test("a long file is cut at a line, and tells how to go on", async () => {
  const { text } = await read(`${ROOT}/contents/CHANGELOG.md`);
  expect(text.length).toBeLessThanOrEqual(24_000);
  const [, last = "", next] =
    /\[lines 1-(\d+) of \d+: go on with get_file_contents and path (\S+)\]\n$/.exec(text) ?? [];
  expect(next).toBe(`CHANGELOG.md#L${Number(last) + 1}-`);
});

describe("not found", () => {
  test.each([
    `${ROOT}/contents/nothing.ts`,
    `${ROOT}/refs/heads/no-such-branch/contents/README.md`,
    `${ROOT}/sha/${"0".repeat(40)}/contents/README.md`,
    `${ROOT}/sha/main/contents/README.md`,
    "repo://harbor/nothing/contents/README.md",
    "repo://../user/contents/README.md",
  ])("%s", async (uri) => {
    await expect(read(uri)).rejects.toMatchObject({ code: -32602 });
  });

  test("a way out of the repository is refused before anything is sent", async () => {
    for (const path of ["..", "..%2f..%2fuser", "src/%2e%2e/x"]) {
      await expect(read(`${ROOT}/contents/${path}`)).rejects.toMatchObject({ code: -32602 });
    }
    expect(github.sent()).toEqual([]);
  });

  test("what this account cannot see", async () => {
    const stranger = await github.connect("driveby7");
    await expect(stranger.read(`${ROOT}/contents/README.md`)).rejects.toMatchObject({ code: -32602 });
  });
});
