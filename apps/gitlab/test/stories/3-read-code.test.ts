import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();
const CHANGELOG = "CHANGELOG.md";

interface File {
  path: string;
  text?: string;
  note?: string;
  next?: string;
  from_line?: number;
  to_line?: number;
  total_lines?: number;
}

async function read({ call }: StoryClient, paths: string[], max_tokens?: number) {
  const result = await call("get_file_contents", { ...storefront, paths, ...(max_tokens && { max_tokens }) });
  return { ...result, files: (result.structured["files"] ?? []) as File[] };
}

/** A file as GitLab itself gives it. */
async function raw(path: string): Promise<string> {
  const { restUrl, tokens } = story.standIn;
  const url = `${restUrl}/projects/1/repository/files/${encodeURIComponent(path)}/raw?ref=HEAD`;
  return (await fetch(url, { headers: { authorization: `Bearer ${tokens.mlind}` } })).text();
}

describe.each(ERAS)("3. read code, %s", (era) => {
  test("a directory, two files and a range in one call, within the budget", async () => {
    const mcp = await story.connect(era);
    const paths = ["src/cart", "README.md", "src/cart/total.ts", "src/cart/line.ts#L2-L4"];
    const { files, structured, text } = await read(mcp, paths, 2_000);
    const lines = (await raw("src/cart/line.ts")).split("\n");
    expect(files.map(({ path }) => path)).toEqual(["README.md", "src/cart/total.ts", "src/cart/line.ts"]);
    expect(files[1]?.text).toBe((await raw("src/cart/total.ts")).trimEnd());
    expect(files[2]).toMatchObject({ from_line: 2, to_line: 4, text: lines.slice(1, 4).join("\n") });
    const entries = structured["entries"] as { path: string }[];
    expect(entries.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["src/cart/line.ts", "src/cart/total.test.ts"]),
    );
    for (const { text: shown } of files) expect(text).toContain(shown);
    expect(JSON.stringify(structured).length).toBeLessThanOrEqual(8_000);
    expect(text.length).toBeLessThanOrEqual(8_000);
  });

  test("CHANGELOG is cut at a line, and what next gives has no gap", async () => {
    const mcp = await story.connect(era);
    const whole = (await raw(CHANGELOG)).replace(/\n$/, "").split("\n");
    const joined: string[] = [];
    let next: string | undefined = CHANGELOG;
    for (let page = 1; page <= 4 && next !== undefined; page += 1) {
      const { files, structured } = await read(mcp, [next], 4_000);
      const [file] = files;
      expect(JSON.stringify(structured).length).toBeLessThanOrEqual(16_000);
      expect(file).toMatchObject({ from_line: joined.length + 1, total_lines: whole.length });
      joined.push(...(file?.text ?? "").split("\n"));
      expect(file?.to_line).toBe(joined.length);
      next = file?.next;
    }
    expect(next).toBe(`${CHANGELOG}#L${joined.length + 1}-`);
    expect(joined).toEqual(whole.slice(0, joined.length));
    const end = await read(mcp, [`${CHANGELOG}#L${whole.length - 2}-`]);
    expect(end.files[0]?.text?.split("\n")).toEqual(whole.slice(-3));
    expect(end.files[0]).not.toHaveProperty("next");
  });

  test("a symlink, an LFS pointer, a submodule and a binary are named for what they are", async () => {
    const mcp = await story.connect(era);
    const { files } = await read(mcp, ["docs/start.md", "assets/harbour.mp4", "vendor/theme", "assets/logo.png"]);
    expect(files).toMatchObject([
      { path: "docs/start.md", note: expect.stringContaining("symlink to ../README.md") },
      { path: "assets/harbour.mp4", note: expect.stringContaining("LFS pointer") },
      { path: "vendor/theme", note: expect.stringContaining("submodule") },
      { path: "assets/logo.png", note: expect.stringContaining("binary") },
    ]);
  });

  test("a project in any spelling is the same project", async () => {
    const { call } = await story.connect(era);
    const said = async (project: string) =>
      (await call("get_file_contents", { project, paths: ["README.md"] })).structured;
    const plain = await said("harbor/storefront");
    expect(plain).toHaveProperty("files");
    expect(await said("harbor%2Fstorefront")).toEqual(plain);
    expect(await said("1")).toEqual(plain);
  });
});
