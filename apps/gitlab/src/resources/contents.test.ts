import { expect, test } from "vitest";
import { useGitlab } from "../../test/harness.ts";

const gitlab = useGitlab();
const HOME = "gitlab://projects/harbor%2Fstorefront";

async function read(path: string) {
  const [body] = await (await gitlab.connect()).read(`${HOME}/contents/${path}`);
  return { text: "", blob: "", ...body };
}

test("a file of a branch, whose slash is encoded, with the type that its ending tells", async () => {
  const file = await read("feat%2Fsaved-carts/src/cart/saved-carts.ts");
  expect(file).toMatchObject({ mimeType: "text/plain", text: expect.stringContaining("export ") });
  expect(await read("HEAD/README.md")).toMatchObject({ mimeType: "text/markdown" });
});

test("a long file is cut at a line, and says how to read on", async () => {
  expect((await read("HEAD/CHANGELOG.md")).text).toMatch(
    /\n\[lines 1-\d+ of \d+: go on with get_file_contents and path CHANGELOG\.md#L\d+-\]\n$/,
  );
});

test("a directory is a list of what is in it", async () => {
  expect((await read("HEAD")).text).toMatch(/^src\/$/m);
  expect((await read("HEAD/src/cart")).text).toMatch(/^src\/cart\/total\.ts$/m);
});

test("bytes come as bytes", async () => {
  const { blob, mimeType } = await read("HEAD/assets/logo.png");
  expect([mimeType, Buffer.from(blob, "base64").subarray(1, 4).toString()]).toEqual(["image/png", "PNG"]);
});

test("what is not there is not found", async () => {
  await expect(read("HEAD/nowhere.ts")).rejects.toThrow();
});
