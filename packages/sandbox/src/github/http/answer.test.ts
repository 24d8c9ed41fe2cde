import { afterAll, beforeEach, describe, expect, test } from "vitest";

import type { Exchange } from "../index.ts";
import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

const exchanges: Exchange[] = [];
const github = await startGithub({ onExchange: (exchange) => exchanges.push(exchange) });
const mlind = testClient(github);
const left = (headers: Headers): number => Number(headers.get("x-ratelimit-remaining"));

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

const status = async (who: "mlind" | "trenn" | "iokafor" | "driveby7", name: string) =>
  (await testClient(github, who).get(`/repos/${name}`)).status;

describe("tokens", () => {
  test("none, an unknown and a revoked one are refused with 401", async () => {
    const ask = async (authorization?: string) =>
      fetch(`${github.restUrl}/user`, authorization ? { headers: { authorization } } : {});
    expect(await (await ask()).json()).toMatchObject({ message: "Requires authentication", status: "401" });
    expect(await (await ask("Bearer ghp_nobody")).json()).toMatchObject({ message: "Bad credentials" });
    expect((await ask(`token ${github.tokens.mlind}`)).status).toBe(200);
    github.world.tokens.delete(github.tokens.mlind);
    expect((await ask(`Bearer ${github.tokens.mlind}`)).status).toBe(401);
  });

  test("look like GitHub's, and only those with scopes report them", async () => {
    expect(github.tokens.mlind).toMatch(/^ghp_[A-Za-z0-9]{36}$/);
    expect(github.tokens.fine).toMatch(/^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/);
    expect((await testClient(github, "trenn").get("/user")).headers.get("x-oauth-scopes")).toBe(
      "repo, read:org, read:user",
    );
    expect((await testClient(github, "fine").get("/user")).headers.get("x-oauth-scopes")).toBeNull();
    expect((await mlind.call("DELETE", "/repos/harbor/nope")).headers.get("x-accepted-oauth-scopes")).toBe(
      "delete_repo",
    );
  });

  test("see private repositories only where their people may", async () => {
    expect(await Promise.all([status("mlind", "harbor/storefront"), status("trenn", "harbor/storefront")])).toEqual([
      200, 200,
    ]);
    expect(await Promise.all([status("iokafor", "harbor/storefront"), status("iokafor", "harbor/payments")])).toEqual([
      404, 200,
    ]);
    expect(await Promise.all([status("driveby7", "harbor/storefront"), status("driveby7", "harbor/docs")])).toEqual([
      404, 200,
    ]);
  });
});

describe("conditional reads", () => {
  test("a 304 spends nothing; a change brings another ETag", async () => {
    const first = await mlind.get("/repos/harbor/docs/topics");
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    const again = await mlind.get("/repos/harbor/docs/topics", { "if-none-match": etag });
    expect([again.status, again.body, left(again.headers)]).toEqual([304, "", left(first.headers)]);
    await mlind.call("PUT", "/repos/harbor/docs/topics", { names: ["manual"] });
    const changed = await mlind.get("/repos/harbor/docs/topics", { "if-none-match": etag });
    expect([changed.status, changed.body]).toEqual([200, { names: ["manual"] }]);
  });

  test("no two people share an ETag", async () => {
    const etags = await Promise.all(
      [mlind, testClient(github, "trenn")].map(async ({ get }) =>
        (await get("/repos/harbor/docs/topics")).headers.get("etag"),
      ),
    );
    expect(new Set(etags).size).toBe(2);
  });
});

describe("primary limits", () => {
  test("are one bucket per person and resource, whatever the token", async () => {
    const before = left((await mlind.get("/user")).headers);
    expect(left((await testClient(github, "fine").get("/user")).headers)).toBe(before - 1);
    expect(left((await testClient(github, "trenn").get("/user")).headers)).toBe(4999);
    const search = await mlind.get("/search/users?q=mlind");
    expect([search.headers.get("x-ratelimit-resource"), left(search.headers)]).toEqual(["search", 29]);
  });

  test("code search has nine a minute; then 403 until the window ends", async () => {
    for (let count = 0; count < 9; count++) expect((await mlind.get("/search/code?q=cart")).status).toBe(200);
    const refused = await mlind.get("/search/code?q=cart");
    expect([refused.status, left(refused.headers)]).toEqual([403, 0]);
    expect((await mlind.get("/search/users?q=mlind")).status).toBe(200);
    github.control.advance(61_000);
    expect((await mlind.get("/search/code?q=cart")).status).toBe(200);
  });

  test("/rate_limit is free, and GraphQL says it with 200", async () => {
    github.control.limit("mlind", "core", 1);
    await mlind.get("/rate_limit");
    expect((await mlind.get("/user")).status).toBe(200);
    expect(await mlind.get("/user")).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("API rate limit exceeded") },
    });
    github.control.limit("mlind", "graphql", 0);
    const response = await fetch(github.graphqlUrl, {
      method: "POST",
      headers: { authorization: `Bearer ${github.tokens.mlind}` },
      body: "{}",
    });
    expect([response.status, await response.json()]).toMatchObject([200, { errors: [{ type: "RATE_LIMIT" }] }]);
  });
});

describe("a former name", () => {
  test("redirects reads with 301 and writes with 307, to an address by id", async () => {
    const read = await mlind.get("/repos/harbor/shop/branches?per_page=1");
    expect(read.status).toBe(301);
    const target = (read.headers.get("location") ?? "").slice(github.restUrl.length);
    expect(target).toMatch(/^\/repositories\/\d+\/branches\?per_page=1$/);
    expect((await mlind.get(target)).status).toBe(200);
    expect((await mlind.call("PUT", "/repos/harbor/shop/topics", { names: [] })).status).toBe(307);
  });

  test("says nothing to those who may not see the repository", async () => {
    expect((await testClient(github, "driveby7").get("/repos/harbor/shop")).status).toBe(404);
  });
});

describe("what GitHub refuses before it looks", () => {
  test("no user agent, an unknown API version, broken JSON", async () => {
    expect((await mlind.get("/user", { "user-agent": "" })).status).toBe(403);
    expect((await mlind.get("/user", { "x-github-api-version": "2011-01-01" })).status).toBe(400);
    const headers = { authorization: `Bearer ${github.tokens.mlind}` };
    const broken = await fetch(`${github.restUrl}/user/repos`, { method: "POST", headers, body: "{" });
    expect([broken.status, await broken.json()]).toMatchObject([400, { message: "Problems parsing JSON" }]);
  });
});

test("every exchange is told, with parsed bodies, and a redirect's id under its name", async () => {
  exchanges.length = 0;
  await mlind.call("PUT", "/repos/harbor/docs/topics", { names: ["a"] });
  await mlind.get(`/repositories/${github.world.renames.get("harbor/shop")}/tags?per_page=1`);
  expect(exchanges).toMatchObject([
    {
      method: "PUT",
      path: "/repos/harbor/docs/topics",
      requestBody: { names: ["a"] },
      status: 200,
      responseBody: { names: ["a"] },
      faulted: false,
    },
    {
      method: "GET",
      path: "/repos/harbor/storefront/tags",
      query: { per_page: "1" },
      responseBody: [{ name: "v4.8.1" }],
    },
  ]);
});
