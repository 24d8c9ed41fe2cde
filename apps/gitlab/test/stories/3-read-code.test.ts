import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
type FileRow = { path: string; text?: string; from_line?: number; to_line?: number; next?: string };

describe.each(ERAS)("3. read code, %s", (era) => {
  test("a directory, two files and a range in one call", async () => {
    const { call } = await story.connect(era);
    const { structured, text } = await call("get_file_contents", {
      ...storefront,
      paths: ["src/cart", "README.md", "src/cart/total.ts", "src/config.ts#L1-L3"],
    });
    expect(text).toContain("total.ts");
    expect((structured["files"] as FileRow[]).map(({ path }) => path)).toEqual(
      expect.arrayContaining(["README.md", "src/cart/total.ts", "src/config.ts"]),
    );
  });

  test("a project in any spelling is the same project", async () => {
    const { call } = await story.connect(era);
    const read = async (project: string) =>
      (await call("get_file_contents", { project, paths: ["README.md"] })).structured;
    const plain = await read("harbor/storefront");
    expect(await read("harbor%2Fstorefront")).toEqual(plain);
    expect(await read("1")).toEqual(plain);
  });
});

test("a long file is cut at a line, and its parts have no gap", async () => {
  const { call } = await story.connect("2026-07-28");
  const lines: string[] = [];
  let at = "CHANGELOG.md";
  for (let part = 0; part < 3; part++) {
    const { structured } = await call("get_file_contents", { ...storefront, paths: [at], max_tokens: 1000 });
    const [file] = structured["files"] as FileRow[];
    lines.push(...(file?.text ?? "").replace(/\n$/, "").split("\n"));
    expect(file?.next).toBeDefined();
    at = file?.next ?? "";
  }
  const whole = (await call("get_file_contents", { ...storefront, paths: [`CHANGELOG.md#L1-L${lines.length}`] }))
    .structured["files"] as FileRow[];
  expect(lines.join("\n")).toBe(whole[0]?.text?.replace(/\n$/, ""));
});
