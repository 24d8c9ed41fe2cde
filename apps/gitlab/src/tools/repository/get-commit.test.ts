import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

const get = async (args: Record<string, unknown> = {}) =>
  gitlab.call("get_commit", { ...storefront, sha: "main", ...args });

test("message, parents and files; the diff on request", async () => {
  const { structured } = await get();
  expect(structured).toMatchObject({
    message: "Release 4.8.1\n",
    author: "Harbor CI",
    parents: [expect.stringMatching(/^\w{40}$/)],
    files_total: 3,
    files: [
      { path: "CHANGELOG.md", class: "docs", additions: 19 },
      { path: "package-lock.json", class: "generated" },
      { path: "package.json", class: "config" },
    ],
  });
  expect(structured).not.toHaveProperty("diff");
  const { structured: whole } = await get({ include: ["patch"] });
  expect(whole["diff"]).toContain('+  "version": "4.8.1",');
  expect((await get({ sha: String(structured["sha"]).slice(0, 10) })).structured["sha"]).toBe(structured["sha"]);
});

test("statuses and merge requests", async () => {
  const head = gitlab.standIn.world.projects.get(1)?.mergeRequests.get(37)?.sha;
  const { structured } = await get({ sha: head, include: ["statuses", "merge_requests"] });
  expect(structured).toMatchObject({ statuses: ["build: success", "test: failed"], merge_requests: [37] });
});

test("some paths, or none of them", async () => {
  const { structured } = await get({ include: ["patch"], paths: ["*.json"] });
  expect(structured["files"]).toMatchObject([{ path: "package-lock.json" }, { path: "package.json" }]);
  expect(structured["files_total"]).toBe(3);
  expect((await get({ paths: ["src"] })).code).toBe("not_found");
});

test("pages of a long diff join", async () => {
  const lines = (text: unknown) =>
    String(text)
      .split("\n")
      .filter((line) => /^[+-]/.test(line))
      .toSorted();
  const found: string[] = [];
  let cursor: unknown;
  do {
    const { structured } = await get({ include: ["patch"], max_tokens: 500, ...(cursor !== undefined && { cursor }) });
    found.push(...lines(structured["diff"]));
    cursor = structured["next_cursor"];
  } while (cursor !== undefined);
  expect(found.toSorted()).toEqual(lines((await get({ include: ["patch"], max_tokens: 20_000 })).structured["diff"]));
});

test("a commit that is not there is not found", async () => {
  expect((await get({ sha: "0".repeat(40) })).code).toBe("not_found");
});
