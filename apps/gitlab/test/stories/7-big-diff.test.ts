import { ERAS, hunkRows, pageRows } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();
const FILES = 410;

interface Page {
  diff: string;
  files: { path: string }[];
  tokens: number;
}

async function pagesOf({ call }: StoryClient, args: Record<string, unknown>): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: unknown;
  do {
    const part = { ...storefront, iid: 33, ...args, ...(cursor !== undefined && { cursor }) };
    const { structured, text, isError } = await call("get_merge_request_diffs", part);
    expect(isError, text).toBe(false);
    expect(structured).not.toHaveProperty("overflow");
    const tokens = Math.ceil(Math.max(JSON.stringify(structured).length, text.length) / 4);
    pages.push({ diff: String(structured["diff"]), files: (structured["files"] ?? []) as Page["files"], tokens });
    cursor = structured["next_cursor"];
  } while (cursor !== undefined && pages.length < 400);
  expect(cursor).toBeUndefined();
  return pages;
}

/** Every line of every hunk, as GitLab compares the two commits: its list of the merge request's files ends at 400. */
async function linesOnGitlab(): Promise<{ rows: string[]; paths: string[]; bare: string[] }> {
  const { restUrl, tokens } = story.standIn;
  const get = async (path: string): Promise<unknown> =>
    (await fetch(`${restUrl}${path}`, { headers: { authorization: `Bearer ${tokens.mlind}` } })).json();
  const merge = (await get("/projects/1/merge_requests/33")) as {
    changes_count: string;
    diff_refs: { base_sha: string; head_sha: string };
  };
  expect(merge.changes_count).toBe("400+");
  const { base_sha: from, head_sha: to } = merge.diff_refs;
  const { diffs } = (await get(`/projects/1/repository/compare?from=${from}&to=${to}&straight=true`)) as {
    diffs: { new_path: string; diff: string; collapsed?: boolean; too_large?: boolean }[];
  };
  const bare = diffs.filter((row) => row.diff === "" && (row.collapsed === true || row.too_large === true));
  return {
    paths: diffs.map((row) => row.new_path),
    bare: bare.map((row) => row.new_path),
    rows: diffs.flatMap((row) => hunkRows(row.new_path, row.diff.split("\n"))),
  };
}

/** How many files the lines before the first hunk stand for. */
function filesInSummary(diff: string): number {
  const end = diff.indexOf("\n\n");
  const summary = (end === -1 ? diff : diff.slice(0, end)).split("\n");
  return summary.reduce((sum, row) => sum + Number(/ (\d+) files /.exec(row)?.[1] ?? 1), 0);
}

describe.each(ERAS)("7. big diff, %s", (era) => {
  test("in pages of 2,000 tokens: every file is accounted for, all hunks without gap or repeat", async () => {
    const mcp = await story.connect(era);
    const { rows, paths, bare } = await linesOnGitlab();
    expect(paths).toHaveLength(FILES);
    expect(bare.length).toBeGreaterThan(0);
    const pages = await pagesOf(mcp, { max_tokens: 2_000, exclude: bare });
    for (const { tokens } of pages) expect(tokens).toBeLessThanOrEqual(2_000);
    expect(filesInSummary(pages[0]?.diff ?? "")).toBe(FILES - bare.length);
    expect(pages.flatMap(({ diff }) => pageRows(diff)).toSorted()).toEqual(rows.toSorted());
  });
});

test("7. big diff: whole, files that GitLab shows no diff of included", async () => {
  const mcp = await story.connect("2026-07-28");
  const { rows, bare } = await linesOnGitlab();
  const pages = await pagesOf(mcp, { max_tokens: 20_000 });
  expect(filesInSummary(pages[0]?.diff ?? "")).toBe(FILES);
  const shown = pages.flatMap(({ diff }) => pageRows(diff));
  expect(new Set(shown).size).toBe(shown.length);
  const isBare = (row: string) => bare.some((path) => row.startsWith(`${path}:`));
  expect(shown.filter((row) => !isBare(row)).toSorted()).toEqual(rows.toSorted());
  expect(shown.filter(isBare).length).toBeGreaterThan(1_000);
});
