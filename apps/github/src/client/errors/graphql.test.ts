import type { ToolError } from "@fairlead/core";
import { describe, expect, test } from "vitest";
import { settings } from "../../settings.ts";
import { githubClient } from "../github-client.ts";
import { explainError } from "./explain-error.ts";

const clientOn = (fetch: typeof globalThis.fetch) => githubClient({ settings: settings.parse({}), fetch });

const SECRET = "text that only GitHub knows";

describe("GraphQL, by type", () => {
  const rows: [string, { type?: string; message: string }, string][] = [
    ["NOT_FOUND", { type: "NOT_FOUND", message: SECRET }, "not_found"],
    ["FORBIDDEN", { type: "FORBIDDEN", message: SECRET }, "forbidden"],
    [
      "single sign-on",
      { type: "FORBIDDEN", message: "Resource protected by organization SAML enforcement." },
      "reauthorize",
    ],
    ["INSUFFICIENT_SCOPES", { type: "INSUFFICIENT_SCOPES", message: SECRET }, "insufficient_scope"],
    ["STALE_DATA", { type: "STALE_DATA", message: SECRET }, "conflict"],
    ["a rule", { type: "UNPROCESSABLE", message: "Repository rule violations found" }, "policy_denied"],
    ["classic protection", { type: "BRANCH_PROTECTION_RULE_VIOLATION", message: SECRET }, "policy_denied"],
    ["UNPROCESSABLE", { type: "UNPROCESSABLE", message: SECRET }, "invalid_input"],
    ["an unknown field", { message: "Field 'x' doesn't exist on type 'Y'" }, "unsupported"],
    ["anything else", { message: SECRET }, "upstream_unavailable"],
  ];
  test.each(rows)("%s", async (_, row, code) => {
    const fetch = async () =>
      new Response(JSON.stringify({ data: null, errors: [row] }), { headers: { "content-type": "application/json" } });
    const thrown: unknown = await clientOn(fetch)
      .graphql("{ a }")
      .catch((error: unknown) => error);
    const error = explainError(thrown);
    expect(error?.code).toBe(code);
    expect(error?.message).not.toContain(SECRET);
  });

  const answered = (row: { type?: string; message: string }, headers: Record<string, string>, document = "{ a }") => {
    const fetch = async () => Response.json({ data: null, errors: [row] }, { headers });
    return clientOn(fetch).graphql(document).catch(explainError) as Promise<ToolError | undefined>;
  };

  test.each([
    ["the points, as documented", { type: "RATE_LIMITED", message: SECRET }],
    ["the points, as answered", { type: "RATE_LIMIT", code: "graphql_rate_limit", message: SECRET }],
    ["new content", { type: "UNPROCESSABLE", message: "was submitted too quickly" }],
    ["bursts", { message: "You have exceeded a secondary rate limit. Please wait." }],
  ])("the limit on %s says when to come back", async (_, row) => {
    const error = await answered(row, { "retry-after": "30" });
    expect(error).toMatchObject({ code: "rate_limited", facts: { retryAfterS: 30 } });
  });

  test("single sign-on gives its link, as with REST", async () => {
    const row = { type: "FORBIDDEN", message: "Resource protected by organization SAML enforcement." };
    const error = await answered(row, { "x-github-sso": "required; url=https://github.com/orgs/harbor/sso?a=1" });
    expect(error?.facts.link).toBe("https://github.com/orgs/harbor/sso?a=1");
  });

  test("missing scopes are named", async () => {
    const message = `Your token lacks scopes. The 'slug' field requires one of the following scopes: ['read:org', 'read:discussion'], but has: ['repo'].`;
    const error = await answered({ type: "INSUFFICIENT_SCOPES", message }, {});
    expect(error?.facts.scopes).toEqual(["read:org", "read:discussion"]);
    expect(error?.message).toContain("read:org, read:discussion");
  });

  test.each(["FORBIDDEN", "UNPROCESSABLE"])("an archived repository is called that (%s)", async (type) => {
    const error = await answered({ type, message: "Repository was archived so is read-only." }, {});
    expect([error?.code, error?.message]).toEqual(["forbidden", expect.stringContaining("archived")]);
  });

  test("a mutation that GitHub gave up on tells to look before repeating", async () => {
    const row = { message: "Something went wrong while executing your query." };
    const error = await answered(row, {}, "mutation M { a }");
    expect(error?.message).toContain("read the object");
    expect(error?.facts.retryAfterS).toBeUndefined();
    expect((await answered(row, {}))?.facts.retryAfterS).toBe(60);
  });
});
