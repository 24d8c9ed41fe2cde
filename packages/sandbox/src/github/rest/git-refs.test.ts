import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

const github = await startGithub();
afterAll(async () => github.close());
beforeEach(() => github.control.reset());
const { get, call } = testClient(github);
const shop = "/repos/harbor/storefront";

const headOf = async (branch: string) =>
  (await get<{ object: { sha: string } }>(`${shop}/git/ref/heads/${branch}`)).body.object.sha;

/** blob → tree → commit on top of a branch, as a client pushes that needs modes. */
async function commitOn(
  branch: string,
  path: string,
  who = testClient(github),
): Promise<{ sha: string; parent: string; status: number }> {
  const parent = await headOf(branch);
  const blob = await who.call<{ sha: string }>("POST", `${shop}/git/blobs`, {
    content: "echo hi\n",
    encoding: "utf-8",
  });
  const tree = await who.call<{ sha: string }>("POST", `${shop}/git/trees`, {
    base_tree: parent,
    tree: [{ path, mode: "100755", type: "blob", sha: blob.body.sha }],
  });
  const commit = await who.call<{ sha: string }>("POST", `${shop}/git/commits`, {
    message: "Add a script",
    tree: tree.body.sha,
    parents: [parent],
  });
  return { sha: commit.body.sha, parent, status: tree.status };
}

const moveGiftCards = async (sha: string) =>
  (await call("PATCH", `${shop}/git/refs/heads/feat/gift-cards`, { sha })).status;

describe("a branch by the git API", () => {
  test("appears with its commit, moves forward, and never back without force", async () => {
    const { sha, parent } = await commitOn("main", "bin/hi.sh");
    expect((await call("POST", `${shop}/git/refs`, { ref: "refs/heads/hi", sha })).status).toBe(201);
    expect((await get<{ mode: string }[]>(`${shop}/contents/bin?ref=hi`)).body).toHaveLength(1);
    const tree = await get<{ tree: { path: string; mode: string }[] }>(`${shop}/git/trees/hi?recursive=1`);
    expect(tree.body.tree.find(({ path }) => path === "bin/hi.sh")?.mode).toBe("100755");
    const next = await commitOn("hi", "bin/ho.sh");
    const move = async (to: string, force?: boolean) =>
      call("PATCH", `${shop}/git/refs/heads%2Fhi`, { sha: to, ...(force ? { force } : {}) });
    expect((await move(next.sha)).status).toBe(200);
    expect(await move(parent)).toMatchObject({ status: 422, body: { message: "Update is not a fast forward" } });
    expect((await move(parent, true)).status).toBe(200);
    expect((await call("DELETE", `${shop}/git/refs/heads/hi`)).status).toBe(204);
    expect(await call("DELETE", `${shop}/git/refs/heads/hi`)).toMatchObject({
      status: 422,
      body: { message: "Reference does not exist" },
    });
  });

  test("two writers on one head: the second is refused", async () => {
    const first = await commitOn("feat/gift-cards", "a.sh");
    const second = await commitOn("feat/gift-cards", "b.sh");
    expect([await moveGiftCards(first.sha), await moveGiftCards(second.sha)]).toEqual([200, 422]);
  });

  test("needs a good name, a known commit, and room", async () => {
    const sha = await headOf("main");
    const create = async (ref: string, to = sha) => (await call("POST", `${shop}/git/refs`, { ref, sha: to })).body;
    expect(await create("refs/heads/main")).toMatchObject({ message: "Reference already exists" });
    expect(await create("heads/x")).toMatchObject({ message: expect.stringContaining("must start with 'refs/'") });
    expect(await create("refs/heads/a..b")).toMatchObject({ message: "refs/heads/a..b is not a valid ref name." });
    expect(await create("refs/heads/main/sub")).toMatchObject({ message: "Reference update failed" });
    expect(await create("refs/heads/x", "f".repeat(40))).toMatchObject({ message: "Object does not exist" });
    const { tree } = (await get<{ tree: { sha: string } }>(`${shop}/git/commits/${sha}`)).body;
    expect(await create("refs/heads/x", tree.sha)).toMatchObject({ message: "Object is not a commit" });
  });
});

describe("main under its ruleset", () => {
  test("takes no push, no deletion, not even from its owner", async () => {
    const { sha } = await commitOn("main", "bin/hi.sh");
    expect(await call("PATCH", `${shop}/git/refs/heads/main`, { sha, force: true })).toMatchObject({
      status: 422,
      body: {
        message:
          'Repository rule violations found\n\nChanges must be made through a pull request.\n\nRequired status check "test" is expected.\n\n',
      },
    });
    expect((await call("DELETE", `${shop}/git/refs/heads/main`)).status).toBe(422);
    expect(await headOf("main")).not.toBe(sha);
  });

  test("shows its rules to everybody, and classic protection to nobody", async () => {
    const trenn = testClient(github, "trenn");
    const rules = (await trenn.get<{ type: string; ruleset_source: string }[]>(`${shop}/rules/branches/main`)).body;
    expect(rules.map(({ type }) => type)).toEqual([
      "deletion",
      "non_fast_forward",
      "pull_request",
      "required_status_checks",
    ]);
    expect((await trenn.get(`${shop}/rules/branches/feat%2Fgift-cards`)).body).toEqual([]);
    expect((await get(`${shop}/branches/main/protection`)).body).toMatchObject({ message: "Branch not protected" });
    expect((await trenn.get(`${shop}/branches/main/protection`)).body).toMatchObject({ message: "Not Found" });
    expect((await get(`${shop}/branches/main`)).body).toMatchObject({ protected: true });
  });
});

test("workflow files need the workflow scope, archived repositories take nothing", async () => {
  const trenn = testClient(github, "trenn");
  expect((await commitOn("feat/gift-cards", ".github/workflows/x.yml", trenn)).status).toBe(404);
  expect((await commitOn("feat/gift-cards", ".github/workflows/x.yml")).status).toBe(201);
  expect((await call("POST", "/repos/harbor/legacy/git/blobs", { content: "x" })).status).toBe(403);
});

test("prefixes find branches and tags", async () => {
  const names = async (prefix: string) =>
    (await get<{ ref: string }[]>(`${shop}/git/matching-refs/${prefix}`)).body.map(({ ref }) => ref);
  expect(await names("heads%2Ffeat%2F")).toEqual(
    ["currency-labels", "gift-cards", "order-export", "saved-carts"].map((name) => `refs/heads/feat/${name}`),
  );
  expect(await names("tags")).toEqual(["refs/tags/v4.8.0", "refs/tags/v4.8.1"]);
  expect(await names("heads/nope")).toEqual([]);
  const tag = (await get<{ object: { type: string; sha: string } }>(`${shop}/git/ref/tags/v4.8.0`)).body.object;
  expect(tag.type).toBe("tag");
  expect((await get(`${shop}/git/tags/${tag.sha}`)).body).toMatchObject({
    tag: "v4.8.0",
    tagger: { name: "harbor-ci" },
  });
});
