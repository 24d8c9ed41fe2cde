import { ERAS, type Answerer, type Era } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { headOf, storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();
const PUT = "PUT /repos/harbor/storefront/pulls/31/merge";

const sentWrites = () => story.writes().map(({ method, path }) => `${method} ${path}`);
const yes: Answerer = () => ({ action: "accept", content: { confirm: true } });

async function merge(mcp: StoryClient, number: number, args: Record<string, unknown> = {}) {
  const expected_head_sha = await headOf(mcp, number);
  return mcp.call("merge_pull_request", { ...storefront, number, expected_head_sha, ...args });
}

/** How a person at a client that can ask answers, and what she was asked. */
async function asking(era: Era, answer: Answerer) {
  const asked: string[] = [];
  const mcp = await story.connect(era, {
    answer: (message) => {
      asked.push(message);
      return answer(message);
    },
  });
  return { mcp, asked };
}

describe.each(ERAS)("9. merge, %s", (era) => {
  test.each([
    [34, "conflicts"],
    [35, "draft"],
  ])("%i is blocked for %s, with a fix for each reason, and nothing is sent", async (number, reason) => {
    const mcp = await story.connect(era);
    const { code, error } = await merge(mcp, number, { confirm: `harbor/storefront#${number}` });
    expect(code).toBe("conflict");
    const { verdict, reasons } = error.details as { verdict: string; reasons: { reason: string; fix?: string }[] };
    expect(verdict).toBe("blocked");
    expect(reasons.map((row) => row.reason)).toContain(reason);
    for (const { fix } of reasons) expect(fix).toBeTruthy();
    expect(story.writes()).toEqual([]);
  });

  test("31 asks, naming what and at which commit, and merges after accept", async () => {
    const { mcp, asked } = await asking(era, yes);
    const head = await headOf(mcp, 31);
    const { structured } = await merge(mcp, 31);
    expect(asked).toEqual([`Merge pull request harbor/storefront#31 at ${head.slice(0, 7)}?`]);
    expect(structured).toMatchObject({ merged: true, sha: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(sentWrites()).toEqual([PUT]);
    const { structured: pull } = await mcp.call("get_pull_request", { ...storefront, number: 31 });
    expect(pull).toMatchObject({ state: "merged" });
  });

  test.each<[string, Answerer]>([
    ["declines", () => ({ action: "decline" })],
    ["closes the form", () => ({ action: "cancel" })],
    ["sends it unticked", () => ({ action: "accept", content: { confirm: false } })],
  ])("a person who %s stops it", async (_, answer) => {
    const { mcp, asked } = await asking(era, answer);
    expect((await merge(mcp, 31)).code).toBe("cancelled");
    expect(asked).toHaveLength(1);
    expect(story.writes()).toEqual([]);
  });

  test('a client that cannot ask: confirm: "harbor/storefront#31" works, another does not', async () => {
    const mcp = await story.connect(era);
    for (const confirm of [undefined, "harbor/storefront#32", "harbor/storefront", "yes"]) {
      const { code, error } = await merge(mcp, 31, confirm === undefined ? {} : { confirm });
      expect(code).toBe("confirm_required");
      expect(error.details).toEqual({ confirm: "harbor/storefront#31" });
    }
    expect(story.writes()).toEqual([]);
    expect((await merge(mcp, 31, { confirm: "harbor/storefront#31" })).structured).toMatchObject({ merged: true });
    expect(sentWrites()).toEqual([PUT]);
  });

  test("an answer that was cut off is read back, and nothing is merged twice", async () => {
    const mcp = await story.connect(era);
    story.standIn.control.fault({ method: "PUT", path: "/repos/**/merge", effect: { cut: "after" } });
    const { structured } = await merge(mcp, 31, { confirm: "harbor/storefront#31" });
    const main = await mcp.call("get_commit", { ...storefront, sha: "main" });
    expect(structured).toMatchObject({ merged: true, sha: main.structured["sha"] });
    const again = await merge(mcp, 31, { confirm: "harbor/storefront#31" });
    expect(again.code).toBe("conflict");
    expect(sentWrites()).toEqual([PUT]);
  });
});
