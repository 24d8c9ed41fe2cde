import { expect, test } from "vitest";
import { settings } from "../settings.ts";
import { graphql, graphqlRows } from "./request/graphql.ts";
import { githubClient } from "./github-client.ts";

interface Sent {
  url: string;
  method: string | undefined;
  redirect: string | undefined;
  headers: Record<string, string>;
}

/** A client on answers of our own, and what it sent. */
function clientOn(...answers: Response[]) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const headers = init?.headers as Record<string, string>;
    sent.push({ url: new Request(url).url, method: init?.method, redirect: init?.redirect, headers });
    return answers.shift() ?? Response.json({});
  };
  return { sent, client: githubClient({ settings: settings.parse({ host: "git.example.com" }), fetch }) };
}

test("speaks one version of the API, and leaves authentication to fetch", async () => {
  const { client, sent } = clientOn();
  await client.rest.users.getAuthenticated();
  expect(sent[0]?.url).toBe("https://git.example.com/api/v3/user");
  expect(sent[0]?.headers).toMatchObject({ "x-github-api-version": "2022-11-28" });
  expect(sent[0]?.headers).not.toHaveProperty("authorization");
});

test('"." and ".." never walk up a path', async () => {
  const { client, sent } = clientOn();
  for (const owner of [".", "..", "a/../b"]) {
    await expect(client.rest.repos.get({ owner, repo: "user" })).rejects.toMatchObject({ code: "invalid_input" });
  }
  await expect(client.request("GET /repos/%2e%2e/user")).rejects.toMatchObject({ code: "invalid_input" });
  expect(sent).toEqual([]);
});

test("ids above 2^53 arrive as text, whole", async () => {
  const json = '{"id":9007199254740993,"rows":[{"id":9007199254740995}],"small":7}';
  const { client } = clientOn(new Response(json, { headers: { "content-type": "application/json" } }));
  const { data } = await client.request("GET /user");
  expect(data).toEqual({ id: "9007199254740993", rows: [{ id: "9007199254740995" }], small: 7 });
});

test("a plus in a search stays a plus", async () => {
  const { client, sent } = clientOn(Response.json({ items: [], total_count: 0, incomplete_results: false }));
  await client.rest.search.code({ q: "c++ repo:harbor/storefront", per_page: 5 });
  const url = new URL(sent[0]?.url ?? "");
  expect(url.searchParams.get("q")).toBe("c++ repo:harbor/storefront");
  expect(url.searchParams.get("per_page")).toBe("5");
});

test("a write to a repository that moved stops, and names where it went", async () => {
  const moved = new Response(null, {
    status: 307,
    headers: { location: "https://git.example.com/api/v3/repositories/7/issues" },
  });
  const { client, sent } = clientOn(moved, Response.json({ full_name: "harbor/shop" }));
  const write = client.rest.issues.create({ owner: "harbor", repo: "store", title: "x" });
  await expect(write).rejects.toMatchObject({ code: "conflict", facts: { details: { moved_to: "harbor/shop" } } });
  expect(sent.map(({ method, redirect }) => [method, redirect])).toEqual([
    ["POST", "manual"],
    ["GET", undefined],
  ]);
});

test("GraphQL lives beside REST, also on an enterprise server", async () => {
  const { client, sent } = clientOn(Response.json({ data: { viewer: { login: "mlind" } } }));
  expect(await graphql(client, "{ viewer { login } }", {})).toEqual({ viewer: { login: "mlind" } });
  expect(sent[0]?.url).toBe("https://git.example.com/api/graphql");
});

test("data that comes with errors is kept; what failed is null and told by its path", async () => {
  const errors = [{ type: "NOT_FOUND", path: ["b"], message: "x" }];
  const { client } = clientOn(Response.json({ data: { a: 1, b: null }, errors }));
  expect(await graphqlRows(client, "{ a b }", {})).toEqual({
    data: { a: 1, b: null },
    errors: [{ type: "NOT_FOUND", path: ["b"] }],
  });
});

test("nothing but errors is an error", async () => {
  const errors = [{ type: "NOT_FOUND", path: ["b"], message: "x" }];
  const { client } = clientOn(Response.json({ data: { b: null }, errors }));
  await expect(graphql(client, "{ b }", {})).rejects.toMatchObject({ name: "GraphqlResponseError" });
});

test("without what a document is about, its answer is an error: what is said of that comes first", async () => {
  const errors = [
    { type: "FORBIDDEN", path: ["a", "b", "c"], message: "x" },
    { type: "NOT_FOUND", path: ["a", "b"], message: "y" },
  ];
  const answer = () => Response.json({ data: { a: { b: null, d: 1 }, e: 2 }, errors });
  const { client } = clientOn(answer(), answer());
  const document = "{ a { b { c } d } e }";
  await expect(graphql(client, document, {}, "a.b")).rejects.toMatchObject({
    name: "GraphqlResponseError",
    errors: [{ type: "NOT_FOUND" }, { type: "FORBIDDEN" }],
  });
  expect(await graphql(client, document, {}, "a.d")).toEqual({ a: { b: null, d: 1 }, e: 2 });
});

test("spent GraphQL points, told with status 200, are a limit", async () => {
  const headers = { "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 90) };
  const body = { data: { a: 1 }, errors: [{ type: "RATE_LIMITED", message: "x" }] };
  const { client } = clientOn(Response.json(body, { headers }));
  const error: unknown = await graphql(client, "{ a }", {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "rate_limited" });
  expect((error as { facts: { retryAfterS: number } }).facts.retryAfterS).toBeCloseTo(90, -1);
});
