import { ERAS, hunkRows, pageRows } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();
const FILES = 410;
/** A new file of 20,400 lines: GitHub has no patch for it, and its pages are like one another. */
const huge = "fixtures/catalog.jsonl";

interface File {
  path: string;
  class: string;
}
interface Page {
  diff: string;
  files: File[];
  tokens: number;
}

async function pagesOf({ call }: StoryClient, args: Record<string, unknown>): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: unknown;
  do {
    const part = { ...storefront, number: 33, ...args, ...(cursor !== undefined && { cursor }) };
    const { structured, text, isError } = await call("get_pull_request_diff", part);
    expect(isError, text).toBe(false);
    const tokens = Math.ceil(Math.max(JSON.stringify(structured).length, text.length) / 4);
    pages.push({ diff: String(structured["diff"]), files: (structured["files"] ?? []) as File[], tokens });
    cursor = structured["next_cursor"];
  } while (cursor !== undefined && pages.length < 400);
  expect(cursor).toBeUndefined();
  return pages;
}

/** Every line of every hunk, from GitHub's own rows of files. */
async function linesOnGithub(): Promise<{ rows: string[]; paths: string[] }> {
  const { restUrl, tokens } = story.standIn;
  const rows: string[] = [];
  const paths: string[] = [];
  for (let page = 1; paths.length < FILES; page += 1) {
    const url = `${restUrl}/repos/harbor/storefront/pulls/33/files?per_page=100&page=${page}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${tokens.mlind}` } });
    for (const { filename, patch = "" } of (await response.json()) as { filename: string; patch?: string }[]) {
      paths.push(filename);
      rows.push(...hunkRows(filename, patch.split("\n")));
    }
  }
  return { rows, paths };
}

/** How many files the lines before the first hunk stand for. */
function filesInSummary(diff: string): number {
  const summary = diff.slice(0, diff.indexOf("\n\n")).split("\n");
  return summary.reduce((sum, row) => sum + Number(/ (\d+) files /.exec(row)?.[1] ?? 1), 0);
}

describe.each(ERAS)("7. big diff, %s", (era) => {
  test.each([2_000, 6_000])("in pages of %i tokens: all hunks, without gap or repeat", async (max_tokens) => {
    const mcp = await story.connect(era);
    const pages = await pagesOf(mcp, { max_tokens, exclude: [huge] });
    const { rows, paths } = await linesOnGithub();
    expect(paths).toHaveLength(FILES);
    for (const { tokens } of pages) expect(tokens).toBeLessThanOrEqual(max_tokens);
    expect(filesInSummary(pages[0]?.diff ?? "")).toBe(FILES - 1);

    const shown = pages.map(({ diff }) => pageRows(diff));
    expect(shown.flat().toSorted()).toEqual(rows.toSorted());

    const classes = new Map(pages.flatMap(({ files }) => files.map(({ path, class: kind }) => [path, kind] as const)));
    const has = (kind: string) => (rowsOfPage: string[]) =>
      rowsOfPage.some((row) => classes.get(row.slice(0, row.indexOf(":"))) === kind);
    // Within a page the order is that of the files.
    expect(shown.findLastIndex(has("source"))).toBeGreaterThanOrEqual(0);
    expect(shown.findIndex(has("generated"))).toBeGreaterThanOrEqual(shown.findLastIndex(has("source")));
    expect(shown.findLastIndex(has("generated"))).toBe(shown.length - 1);
  });
});

test("7. big diff: whole, the file without a patch included", async () => {
  const mcp = await story.connect("2026-07-28");
  const pages = await pagesOf(mcp, { max_tokens: 20_000 });
  expect(filesInSummary(pages[0]?.diff ?? "")).toBe(FILES);
  const shown = pages.flatMap(({ diff }) => pageRows(diff));
  expect(new Set(shown).size).toBe(shown.length);
  expect(shown.filter((row) => row.startsWith(`${huge}:`))).toHaveLength(20_400);
  const { rows } = await linesOnGithub();
  expect(shown.filter((row) => !row.startsWith(`${huge}:`)).toSorted()).toEqual(rows.toSorted());
});
