import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();

// Borders are ours and lie below the era. The allow-list of repositories is not tried here: there is no such setting yet.
describe("12. borders: names that walk out of a path", () => {
  test.each([
    { owner: "..", repo: "user" },
    { owner: "harbor", repo: ".." },
    { owner: ".", repo: "." },
    { owner: "harbor/../../user", repo: "x" },
    { owner: "%2e%2e", repo: "user" },
  ])("%j reaches nothing, read or written", async (name) => {
    const { call } = await story.connect("2026-07-28");
    const before = story.standIn.control.requests().length;
    const calls: [string, Record<string, unknown>][] = [
      ["get_repository", name],
      ["get_issue", { ...name, number: 1 }],
      ["get_file_contents", { ...name, paths: ["README.md"] }],
      ["create_issue", { ...name, title: "x" }],
      ["delete_repository", { ...name, confirm: `${name.owner}/${name.repo}` }],
    ];
    for (const [tool, args] of calls) expect((await call(tool, args)).code, tool).toBe("invalid_input");
    expect(story.standIn.control.requests().length).toBe(before);
  });
});

describe("12. borders: a repository that was renamed", () => {
  const former = storefront;
  const NOW = "harbor/shop-front";

  test("is followed by reads, which say where it is", async () => {
    const { call } = await story.connect("2026-07-28");
    story.standIn.control.rename("harbor/storefront", "shop-front");
    expect((await call("get_repository", former)).structured).toMatchObject({ full_name: NOW, moved_to: NOW });
    expect((await call("get_issue", { ...former, number: 12 })).structured).toMatchObject({ number: 12 });
    const read = await call("get_file_contents", { ...former, paths: ["README.md"] });
    expect(read.structured).toMatchObject({ files: [{ path: "README.md", text: expect.any(String) }] });
  });

  test("refuses each write under its former name, and names the present one", async () => {
    const { call } = await story.connect("2026-07-28");
    const { structured: pull } = await call("get_pull_request", { ...former, number: 31 });
    const head = (pull["head"] as { sha: string }).sha;
    story.standIn.control.rename("harbor/storefront", "shop-front");
    const edit = { op: "create", path: "NOTE.md", content: "x\n" };
    const calls: [string, Record<string, unknown>][] = [
      ["create_issue", { title: "x" }],
      ["update_issue", { number: 5, title: "x" }],
      ["add_issue_comment", { number: 5, body: "x" }],
      ["push_files", { branch: "fix/cart-rounding", message: "x", operations: [edit] }],
      ["create_branch", { branch: "try/x" }],
      ["update_pull_request", { number: 32, title: "x" }],
      ["create_pull_request_review", { number: 32, event: "COMMENT", body: "x" }],
      ["merge_pull_request", { number: 31, expected_head_sha: head, confirm: "harbor/storefront#31" }],
      ["update_repository", { description: "x" }],
      ["delete_repository", { confirm: "harbor/storefront" }],
    ];
    const outcomes: unknown[] = [];
    for (const [tool, args] of calls) {
      const { code, error } = await call(tool, { ...former, ...args });
      outcomes.push([tool, code, error.details?.["moved_to"]]);
    }
    expect(outcomes).toEqual(calls.map(([tool]) => [tool, "conflict", NOW]));
    // What was sent was answered by a redirect, which nobody followed.
    expect(story.writes().filter(({ status }) => status !== 307)).toEqual([]);
    const { structured } = await call("get_repository", { owner: "harbor", repo: "shop-front" });
    expect(structured).toMatchObject({ full_name: NOW });
  });
});
