import { afterAll, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { createRepository } from "../state/repository.ts";
import { changeTree, writeBlob, writeCommit } from "../state/git.ts";
import { signatureOf } from "../state/signature.ts";
import { findAccount } from "../state/world.ts";
import { testClient } from "../test-client.ts";

const github = await startGithub();
afterAll(async () => github.close());
const { get, call } = testClient(github);
const contents = "/repos/harbor/storefront/contents";

interface Content {
  type: string;
  name: string;
  path: string;
  sha: string;
  size: number;
  content: string;
  encoding: string;
  target: string;
  download_url: string | null;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const put = async (url: string, text = "x", who: "mlind" | "driveby7" | "trenn" = "mlind") =>
  testClient(github, who).call("PUT", url, { message: "m", content: base64(text) });

describe("reading", () => {
  test("a file comes as base64 in lines of 60, and raw on request", async () => {
    const file = await get<Content>(`${contents}/src/cart/line.ts`);
    expect(file.body).toMatchObject({ type: "file", name: "line.ts", path: "src/cart/line.ts", encoding: "base64" });
    expect(file.body.content).toMatch(/^(?:[A-Za-z0-9+/=]{1,60}\n)+$/);
    const raw = await get<string>(`${contents}/src/cart/line.ts`, { accept: "application/vnd.github.raw+json" });
    expect(Buffer.from(file.body.content, "base64").toString()).toBe(raw.body);
    expect(raw.body).toHaveLength(file.body.size);
  });

  test("a directory lists what is in it, without content", async () => {
    const rows = (await get<Content[]>(`${contents}/.github`)).body;
    expect(rows.map(({ name, type }) => `${type} ${name}`)).toEqual([
      "file CODEOWNERS",
      "dir ISSUE_TEMPLATE",
      "file pull_request_template.md",
      "dir workflows",
    ]);
    expect(rows[0]).not.toHaveProperty("content");
    const object = await get<{ type: string; entries: Content[] }>(`${contents}/.github`, {
      accept: "application/vnd.github.object+json",
    });
    expect([object.body.type, object.body.entries.length]).toEqual(["dir", 4]);
  });

  test("a symlink answers with its target's content under its own name", async () => {
    const link = (await get<Content>(`${contents}/docs/start.md`)).body;
    expect(link).toMatchObject({ type: "file", path: "docs/start.md" });
    expect(Buffer.from(link.content, "base64").toString()).toMatch(/^# Storefront/);
    expect((await get<Content[]>(`${contents}/docs`)).body[0]).toMatchObject({
      type: "symlink",
      name: "start.md",
      size: 12,
    });
    expect((await get<string>(`${contents}/docs/start.md`, { accept: "application/vnd.github.raw" })).body).toBe(
      "../README.md",
    );
  });

  test("a submodule names its repository, and is a file in listings", async () => {
    expect((await get(`${contents}/vendor/theme`)).body).toMatchObject({
      type: "submodule",
      submodule_git_url: "https://github.com/harbor/theme.git",
      download_url: null,
    });
    expect((await get<Content[]>(`${contents}/vendor`)).body[0]).toMatchObject({ type: "file", size: 0 });
  });

  test("a ref is a branch, a tag or a commit; what is not there is 404", async () => {
    const version = async (ref: string) =>
      JSON.parse(
        (await get<string>(`${contents}/package.json?ref=${ref}`, { accept: "application/vnd.github.raw" })).body,
      ) as object;
    expect(await version("v4.8.0")).toMatchObject({ version: "4.8.0" });
    expect(await version("release%2F4.8")).toMatchObject({ version: "4.8.0" });
    expect(await get(`${contents}/package.json?ref=nope`)).toMatchObject({
      status: 404,
      body: { message: "No commit found for the ref nope" },
    });
    expect((await get(`${contents}/nope`)).status).toBe(404);
    expect(await get("/repos/harbor/empty/contents/a")).toMatchObject({
      status: 404,
      body: { message: "This repository is empty." },
    });
  });

  test("JSON carries 1 MB, raw and blobs more; a directory shows 1,000 entries", async () => {
    const owner = findAccount(github.world, "mlind");
    if (!owner) throw new Error("mlind");
    const { git } = createRepository(github.world, owner, "large");
    const big = writeBlob(git, Buffer.alloc(1_048_577, "x"));
    const limit = writeBlob(git, Buffer.alloc(1_048_576, "x"));
    const many = Array.from({ length: 1001 }, (_, index) => ({
      path: `many/${index}`,
      mode: "100644" as const,
      oid: limit.oid,
    }));
    const tree = changeTree(git, undefined, [
      { path: "big", mode: "100644", oid: big.oid },
      { path: "limit", mode: "100644", oid: limit.oid },
      ...many,
    ]);
    const who = signatureOf(owner, 0);
    git.refs.set(
      "refs/heads/main",
      writeCommit(git, { tree, parents: [], author: who, committer: who, message: "Large" }).oid,
    );
    expect((await get(`/repos/mlind/large/contents/big`)).body).toMatchObject({
      size: 1_048_577,
      content: "",
      encoding: "none",
    });
    expect((await get(`/repos/mlind/large/contents/limit`)).body).toMatchObject({ encoding: "base64" });
    expect(
      (await get<string>("/repos/mlind/large/contents/big", { accept: "application/vnd.github.raw" })).body,
    ).toHaveLength(1_048_577);
    expect((await get<Content>(`/repos/mlind/large/git/blobs/${big.oid}`)).body).toMatchObject({
      size: 1_048_577,
      encoding: "base64",
    });
    expect((await get<Content[]>("/repos/mlind/large/contents/many")).body).toHaveLength(1000);
  });
});

describe("editing", () => {
  const path = "/repos/harbor/docs/contents/guide/new.md";

  test("makes, changes and deletes with a commit each, and wants the blob it replaces", async () => {
    const made = await call<{ content: Content; commit: { sha: string; parents: object[] } }>("PUT", path, {
      message: "New page",
      content: base64("# New\n"),
    });
    expect([made.status, made.body.content.path, made.body.commit.parents.length]).toEqual([201, "guide/new.md", 1]);
    expect((await call("PUT", path, { message: "Again", content: base64("x") })).body).toMatchObject({
      message: expect.stringContaining('"sha" wasn\'t supplied'),
    });
    const { sha } = made.body.content;
    const changed = await call<{ content: Content }>("PUT", path, {
      message: "Change",
      content: base64("# Newer\n"),
      sha,
    });
    expect(changed.status).toBe(200);
    expect(await call("PUT", path, { message: "Stale", content: base64("x"), sha })).toMatchObject({
      status: 409,
      body: { message: `guide/new.md does not match ${sha}` },
    });
    expect((await call("DELETE", path, { message: "Gone", sha: changed.body.content.sha })).body).toMatchObject({
      content: null,
    });
    expect((await get(path)).status).toBe(404);
  });

  test("is refused for readers, the archived, bad paths, rules and secrets", async () => {
    expect((await put(path, "x", "driveby7")).status).toBe(403);
    expect((await put("/repos/harbor/legacy/contents/a")).body).toMatchObject({
      message: "Repository was archived so is read-only.",
    });
    expect((await put("/repos/harbor/docs/contents/a/.git/config")).status).toBe(422);
    expect(await put("/repos/harbor/storefront/contents/a")).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining("Changes must be made through a pull request.") },
    });
    const secret = await put("/repos/harbor/docs/contents/key.md", ["aws AK", "IAQWERTYUIOPASDFGH"].join(""));
    expect(secret).toMatchObject({
      status: 409,
      body: { metadata: { secret_scanning: { bypass_placeholders: [{ token_type: "aws_access_key_id" }] } } },
    });
    expect((await put("/repos/harbor/docs/contents/.github/workflows/x.yml", "on: push", "trenn")).status).toBe(404);
  });

  test("gives an empty repository its first commit", async () => {
    github.control.reset();
    expect((await call("POST", "/repos/harbor/empty/git/blobs", { content: "x" })).body).toMatchObject({
      message: "Git Repository is empty.",
    });
    expect(
      (await call("PUT", "/repos/harbor/empty/contents/README.md", { message: "First", content: base64("# App\n") }))
        .status,
    ).toBe(201);
    expect(
      (await get<{ parents: unknown[] }[]>("/repos/harbor/empty/commits")).body.map(({ parents }) => parents),
    ).toEqual([[]]);
  });
});
