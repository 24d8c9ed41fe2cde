import { describe, expect, test } from "vitest";
import { isGraphqlQuery } from "./is-graphql-query.ts";

const body = (query: unknown) => JSON.stringify({ query, variables: {} });

describe("reads", () => {
  test.each([
    "{ viewer { login } }",
    "query { viewer { login } }",
    'query Files($a: [String!]! = ["}"], $b: In = { c: 1 }) @d(e: { f: 2 }) { viewer { login } }',
    "# mutation\nquery A { a } fragment F on User { login }",
    'query A { a(text: "mutation { b }", block: """ } mutation \\""" """) }',
    "query A { a } query B { b }",
    "query mutation { mutation }",
  ])("%s", (query) => expect(isGraphqlQuery(body(query))).toBe(true));
});

describe("writes, or what cannot be told", () => {
  test.each([
    "mutation { addStar(input: {}) { clientMutationId } }",
    "query A { a } mutation B { b }",
    "fragment F on User { login } mutation B { b }",
    "\n  mutation { a }",
    "# which\nmutation { a }",
    "subscription { a }",
    "query A { a",
    "query A { a } }",
    "query A",
    "",
    '{ a(text: "unterminated) } mutation B { b }',
    "{ a } # comment\rmutation B { b }",
  ])("%s", (query) => expect(isGraphqlQuery(body(query))).toBe(false));

  test("a mutation behind other fields", () => {
    expect(isGraphqlQuery('{"operationName":"B","variables":{"query":"{ a }"},"query":"mutation B { b }"}')).toBe(
      false,
    );
  });

  test("batches and other bodies", () => {
    expect(isGraphqlQuery(`[${body("{ a }")}]`)).toBe(false);
    expect(isGraphqlQuery("{ a }")).toBe(false);
    expect(isGraphqlQuery(body(7))).toBe(false);
    expect(isGraphqlQuery("null")).toBe(false);
  });
});
