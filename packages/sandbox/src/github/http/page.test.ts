import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { GithubStandIn } from "../index.ts";
import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

let github: GithubStandIn;
beforeAll(async () => {
  github = await startGithub();
});
afterAll(async () => github.close());

const branches = "/repos/harbor/storefront/branches";
const rel = (link: string | null, name: string): string | undefined =>
  new RegExp(`<([^>]+)>; rel="${name}"`).exec(link ?? "")?.[1];

describe("lists", () => {
  test("come in pages that join to the whole, without gap or repeat", async () => {
    const { get } = testClient(github);
    const whole = (await get<{ name: string }[]>(`${branches}?per_page=100`)).body.map(({ name }) => name);
    const joined: string[] = [];
    for (let path: string | undefined = `${branches}?per_page=3`; path !== undefined;) {
      const page: { body: { name: string }[]; headers: Headers } = await get<{ name: string }[]>(path);
      joined.push(...page.body.map(({ name }) => name));
      path = rel(page.headers.get("link"), "next")?.slice(github.restUrl.length);
    }
    expect(joined).toEqual(whole);
    expect(whole.length).toBeGreaterThan(8);
  });

  test("name first, prev, next and last, keep the other parameters, and stay silent on a single page", async () => {
    const { get } = testClient(github);
    const link = (await get(`${branches}?per_page=2&page=2&protected=false`)).headers.get("link");
    expect(
      ["first", "prev", "next", "last"].map((name) => new URL(rel(link, name) ?? "http://x").searchParams.get("page")),
    ).toEqual(["1", "1", "3", "5"]);
    expect(rel(link, "next")).toContain("protected=false");
    expect((await get(`${branches}?per_page=100`)).headers.get("link")).toBeNull();
  });

  test("never hold more than 100 rows, and take nonsense for the default", async () => {
    const { get } = testClient(github);
    const files = await get<{ files: unknown[] }>(
      "/repos/harbor/storefront/commits/chore%2Fprice-snapshots~1?per_page=5000",
    );
    expect(files.body.files).toHaveLength(300);
    const commits = await get<unknown[]>("/repos/harbor/storefront/commits?per_page=-4&page=x");
    expect(commits.status).toBe(200);
    expect(commits.body.length).toBe(17);
  });

  test("a page beyond the end is empty; a search refuses beyond 1,000", async () => {
    const { get } = testClient(github);
    expect((await get(`${branches}?page=99`)).body).toEqual([]);
    expect((await get("/search/repositories?q=shop&per_page=100&page=11")).status).toBe(422);
  });
});
