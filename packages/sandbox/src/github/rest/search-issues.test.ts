import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

interface Found {
  total_count: number;
  incomplete_results: boolean;
  items: { number: number; repository_url: string; pull_request?: object }[];
}

const github = await startGithub();
const mlind = testClient(github);

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

const path = (query: string, more = ""): string => `/search/issues?q=${encodeURIComponent(query)}&per_page=100${more}`;

const statusOf = async (query: string) => (await mlind.get(path(query))).status;

async function numbers(query: string, more = ""): Promise<number[]> {
  const { status, body } = await mlind.get<Found>(path(query, more));
  expect(status).toBe(200);
  return body.items.map(({ number }) => number);
}

const SHOP = "repo:harbor/storefront";
const sorted = (list: number[]): number[] => list.toSorted((a, b) => a - b);

describe("search", () => {
  test.each([
    ["is:issue is:open label:cart", [9, 12, 23, 24, 29]],
    ['is:issue label:bug label:"priority: high" state:open', [11, 12]],
    ["is:issue is:open label:cart -label:bug", [23]],
    ["is:pr state:open", [31, 32, 33, 34, 35, 36, 37, 38]],
    ["is:pr draft:true", [35]],
    ["is:pr author:mlind", [38]],
    ["is:pr author:@me", [38]],
    ["is:pr head:fix base:main", [36, 37]],
    ["is:pr review-requested:mlind", [33, 34]],
    ["is:pr review:changes_requested", [32]],
    ["is:pr status:failure", [37]],
    ["is:pr linked:issue", [31, 37]],
    ["is:issue author:app/harbor-ci", [17, 21, 25]],
    ["is:issue assignee:mlind is:open", [1, 24, 27]],
    ["is:issue mentions:trenn", [24]],
    ["is:issue involves:mlind commenter:mlind is:closed", [8, 19]],
    ["is:issue no:milestone no:assignee is:open label:cart", [29]],
    ["is:issue is:open milestone:5.0 comments:>1", [1]],
    ['is:issue in:title "keyboard focus"', [9]],
  ])("%s", async (query, expected) => {
    expect(sorted(await numbers(`${SHOP} ${query}`))).toEqual(expected);
  });

  test("sorts by what is asked, descending unless told; a qualifier beats the parameter", async () => {
    const query = `${SHOP} is:issue is:open label:cart`;
    expect(await numbers(query, "&sort=created")).toEqual([29, 24, 23, 12, 9]);
    expect(await numbers(query, "&sort=created&order=asc")).toEqual([9, 12, 23, 24, 29]);
    expect((await numbers(`${query} sort:comments-desc`, "&sort=created"))[0]).toBe(12);
  });

  test("covers several repositories once each, and only those the viewer sees", async () => {
    const query = path("is:issue cart (repo:harbor/storefront OR repo:harbor/payments OR repo:harbor/payments)");
    const { body } = await mlind.get<Found>(query);
    const rows = body.items.map((item) => `${item.repository_url.split("/").at(-1)}#${item.number}`);
    expect(rows).toContain("payments#3");
    expect(new Set(rows).size).toBe(rows.length);
    expect(body).toMatchObject({ total_count: rows.length, incomplete_results: false });
    const everywhere = await testClient(github, "iokafor").get<Found>(path("is:issue cart"));
    expect(everywhere.body.items.some((item) => item.repository_url.endsWith("/storefront"))).toBe(false);
  });

  test("reads a space between two repositories as AND, as GitHub does", async () => {
    expect(await numbers("is:issue cart repo:harbor/storefront repo:harbor/payments")).toEqual([]);
    expect(await numbers(`${SHOP} is:issue is:open (label:cart OR milestone:5.0) NOT label:bug`)).toContain(23);
  });

  test("refuses repositories it does not know, by name", async () => {
    const { status, body } = await testClient(github, "iokafor").get(
      path("is:issue repo:harbor/payments repo:harbor/storefront repo:harbor/nope x"),
    );
    expect(status).toBe(422);
    expect(body).toMatchObject({
      message: "Validation Failed",
      errors: [{ field: "q", code: "invalid", value: "harbor/storefront harbor/nope" }],
    });
  });

  test("refuses a query without kind, without words, or with too many of them", async () => {
    expect(await statusOf("cart")).toBe(422);
    expect(await statusOf("")).toBe(422);
    expect(await statusOf(`is:issue ${"word ".repeat(60)}`)).toBe(422);
    expect(await statusOf("is:issue a AND b AND c AND d AND e AND f AND g")).toBe(422);
  });
});
