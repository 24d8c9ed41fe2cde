import { describe, expect, test } from "vitest";
import type { ApiDocument } from "./document.ts";
import type { Exchange } from "./exchange.ts";
import { createGuard, describeApi, type GuardOptions } from "./guard.ts";
import type { VendorRules } from "./vendors.ts";

const note = { type: "object", required: ["text"], properties: { text: { type: "string" } } };
const document: ApiDocument = {
  openapi: "3.0.3",
  paths: {
    "/notes": {
      get: {
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer" } },
          { name: "since", in: "query", required: true, schema: { type: "string" } },
          { name: "tag", in: "query", schema: { type: "array", items: { type: "string", enum: ["a", "b"] } } },
          { name: "id", in: "query", explode: false, schema: { type: "array", items: { type: "integer" } } },
          { name: "who", in: "query", schema: { oneOf: [{ type: "integer" }, { type: "string", enum: ["me"] }] } },
        ],
        responses: { 200: { content: { "application/json": { schema: { type: "array", items: note } } } } },
      },
      post: {
        requestBody: { required: true, content: { "application/json": { schema: note } } },
        responses: { "2XX": { content: { "application/json": { schema: note } } }, 204: {} },
      },
    },
    "/notes/{number}": {
      parameters: [{ name: "number", in: "path", required: true, schema: { type: "integer" } }],
      delete: { deprecated: true, responses: { 204: {}, default: { content: { "text/plain": {} } } } },
    },
  },
};

const json = { "Content-Type": "application/json; charset=utf-8" };
const list: Exchange = {
  method: "GET",
  path: "/notes",
  query: { since: "now" },
  requestHeaders: {},
  requestBody: undefined,
  status: 200,
  responseHeaders: json,
  responseBody: [],
};
const create: Exchange = {
  ...list,
  method: "POST",
  query: {},
  requestBody: { text: "x" },
  status: 201,
  responseBody: { text: "x" },
};
const remove: Exchange = {
  ...list,
  method: "DELETE",
  path: "/notes/7",
  query: {},
  status: 204,
  responseBody: undefined,
};

function guardOf(options?: GuardOptions, rules: VendorRules = {}) {
  return createGuard(describeApi(document, rules), options);
}

function findings(exchange: Exchange, rules?: VendorRules): string[] {
  return guardOf({}, rules)
    .check(exchange)
    .map(({ kind, pointer }) => (pointer === undefined ? kind : `${kind} ${pointer}`));
}

test("what is as described has no findings", () => {
  expect(findings(list)).toEqual([]);
  expect(findings(create)).toEqual([]);
});

describe("query", () => {
  test.each<[Exchange["query"], string[]]>([
    [{ limit: "5", tag: ["a", "b"], id: "1,2", who: "me" }, []],
    [{ limit: "-5", tag: "a", who: "7" }, []],
    [{ "tag[]": ["a"] }, []],
    [{ limit: "five" }, ["query_parameter /limit"]],
    [{ tag: "c" }, ["query_parameter /tag"]],
    [{ tag: "a,b" }, ["query_parameter /tag"]],
    [{ id: "1,x" }, ["query_parameter /id"]],
    [{ who: "you" }, ["query_parameter /who"]],
    [{ pageSize: "5" }, ["undeclared_query /pageSize"]],
  ])("%o", (query, expected) => {
    expect(findings({ ...list, query: { since: "now", ...query } })).toEqual(expected);
  });

  test("a required parameter is missed", () => {
    expect(findings({ ...list, query: {} })).toEqual(["missing_query /since"]);
  });
});

describe("request body", () => {
  test.each<[unknown, string[]]>([
    [{ text: "x", txt: "y" }, ["undeclared_body /txt"]],
    [{ text: 1 }, ["body /text"]],
    [{}, ["body /text"]],
    [undefined, ["body "]],
    ['{"text":"x"}', []],
    ["{", ["body "]],
  ])("%j", (requestBody, expected) => {
    expect(findings({ ...create, requestBody })).toEqual(expected);
  });

  test("where none is declared", () => {
    expect(findings({ ...list, requestBody: { text: "x" } })).toEqual(["undeclared_body "]);
  });

  test("of a type that is not declared", () => {
    expect(findings({ ...create, requestHeaders: { "content-type": "text/csv" } })).toEqual(["body "]);
  });
});

describe("response", () => {
  test.each<[string, Partial<Exchange>, string[]]>([
    ["a status within a declared range", { status: 299 }, []],
    ["a status that is not declared", { status: 418 }, ["response_status"]],
    ["a type that is not declared", { responseHeaders: { "content-type": "text/html" } }, ["response_content_type"]],
    ["no type at all", { responseHeaders: {} }, ["response_content_type"]],
    ["a body against its schema", { responseBody: {} }, ["response_body /text"]],
    ["a body in bytes", { responseBody: new TextEncoder().encode('{"text":"x"}') }, []],
    ["a body where the status has none", { status: 204 }, ["response_body "]],
  ])("%s", (_, answer, expected) => {
    expect(findings({ ...create, ...answer })).toEqual(expected);
  });

  test("the default stands for any status", () => {
    const answer = { status: 500, responseHeaders: { "content-type": "text/plain" }, responseBody: "oh" };
    expect(findings({ ...remove, ...answer })).toEqual(["deprecated_operation"]);
  });

  test("rows that fail alike are one finding", () => {
    const [finding, ...others] = guardOf().check({ ...list, responseBody: [{}, { text: "x" }, {}] });
    expect(finding).toMatchObject({ pointer: "/0/text", message: "is missing (and 1 more alike)" });
    expect(others).toEqual([]);
  });
});

describe("operation", () => {
  test("a path parameter of the wrong type", () => {
    expect(findings({ ...remove, path: "/notes/seven" })).toEqual(["deprecated_operation", "path_parameter /number"]);
  });

  test("an unknown one names the methods that the path takes", () => {
    const [finding] = guardOf().check({ ...list, method: "PATCH" });
    expect(finding).toMatchObject({ kind: "unknown_operation", message: expect.stringContaining("GET, POST") });
  });
});

describe("vendors' departures", () => {
  test("a base path, of the vendor and of a stand-in", () => {
    const guard = guardOf({ base: "/vendor" }, { base: /^\/v1/ });
    expect(guard.check({ ...list, path: "/vendor/v1/notes" })).toEqual([]);
    expect(guard.check({ ...list, path: "/vendor/notes" })).toMatchObject([{ kind: "unknown_operation" }]);
  });

  test("statuses and query parameters of every operation", () => {
    expect(findings({ ...create, status: 429 }, { statuses: [429] })).toEqual([]);
    expect(findings({ ...list, query: { since: "x", token: "y" } }, { query: ["token"] })).toEqual([]);
  });

  test("raw answers, where the request asked for them", () => {
    const rules = { rawTypes: /^text\/x-diff$/ };
    const raw = { ...list, responseHeaders: { "content-type": "text/x-diff" }, responseBody: "+1" };
    expect(findings({ ...raw, requestHeaders: { accept: "text/x-diff" } }, rules)).toEqual([]);
    expect(findings(raw, rules)).toEqual(["response_content_type"]);
  });

  test("names alone, where types cannot be relied on", () => {
    const rules = { responseNames: true };
    const told = (responseBody: unknown) => findings({ ...list, responseBody }, rules);
    expect(told([{ text: 7 }, { text: null }])).toEqual([]);
    expect(told([{ text: "x" }, { body: "x" }])).toEqual(["response_body /*/body"]);
    const guard = guardOf({}, rules);
    expect(guard.check({ ...list, status: 418 })).toEqual([]);
    expect(guard.report()).toMatchObject({ requests: 1, responses: 0 });
  });
});

describe("a run", () => {
  test("is reported, and its findings thrown", () => {
    const guard = guardOf({ ignore: ({ path }) => path === "/graphql" });
    guard.check(list);
    guard.check({ ...list, path: "/graphql" });
    expect(() => guard.assertClean()).not.toThrow();
    guard.check({ ...list, status: 418 });
    expect(guard.report()).toMatchObject({ requests: 2, responses: 2, ignored: 1 });
    expect(guard.report().operations).toEqual(new Map([["GET /notes", 2]]));
    expect(() => guard.assertClean()).toThrow(/response_status GET \/notes 418 is not declared/);
  });

  test("leaves out its exceptions, and lists those that were not needed", () => {
    const known = { operation: "GET /notes", kind: "response_body", pointer: "/*/text", reason: "drafts" } as const;
    const absent = { operation: "GET /users/{id}", kind: "unknown_operation", reason: "not described" } as const;
    const other = { operation: "POST /notes", kind: "body", reason: "none" } as const;
    const guard = guardOf({ exceptions: [known, absent, other] });
    expect(guard.check({ ...list, responseBody: [{}] })).toEqual([]);
    expect(guard.check({ ...list, responseBody: ["x"] })).toMatchObject([{ pointer: "/0" }]);
    expect(guard.check({ ...list, path: "/users/5" })).toEqual([]);
    expect(guard.check({ ...list, path: "/users/5/keys" })).toHaveLength(1);
    expect(guard.check({ ...create, responseBody: {} })).toHaveLength(1);
    expect(guard.unusedExceptions()).toEqual([other]);
  });
});
