import { ToolError } from "@fairlead/core";
import { describe, expect, test } from "vitest";
import { settings } from "../../settings.ts";
import { explainError } from "./explain-error.ts";
import { githubClient } from "../github-client.ts";

const clientOn = (fetch: typeof globalThis.fetch) => githubClient({ settings: settings.parse({}), fetch });

const SECRET = "text that only GitHub knows";

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  method?: "GET" | "POST";
  path?: string;
}

/** The error that Octokit throws for an answer. */
async function errorOf({ status, body = {}, headers = {}, method = "GET", path = "" }: Answer): Promise<unknown> {
  const fetch = async () =>
    new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
  return clientOn(fetch)
    .request(`${method} /repos/harbor/storefront${path}`)
    .catch((error: unknown) => error);
}

async function explained(answer: Answer): Promise<ToolError> {
  const error = explainError(await errorOf(answer));
  if (!error) throw new Error("not explained");
  return error;
}

describe("REST, by status and what comes with it", () => {
  const scopes = { "x-oauth-scopes": "read:org", "x-accepted-oauth-scopes": "repo, public_repo" };
  const permission = { "x-accepted-github-permissions": "contents=write; contents=write,workflows=write" };
  const rows: [string, Answer, string][] = [
    ["400", { status: 400 }, "invalid_input"],
    ["422", { status: 422, body: { message: "Validation Failed" } }, "invalid_input"],
    [
      "422 of a ruleset",
      {
        status: 422,
        body: { message: "Repository rule violations found\n\nChanges must be made through a pull request." },
      },
      "policy_denied",
    ],
    [
      "409 of a protected branch",
      { status: 409, body: { message: "Could not change: protected branch" } },
      "policy_denied",
    ],
    [
      "409 of push protection",
      {
        status: 409,
        body: { message: "Repository rule violations found: push protection, Secret detected in content" },
      },
      "policy_denied",
    ],
    [
      "405 of classic protection",
      { status: 405, body: { message: "At least 1 approving review is required by reviewers with write access." } },
      "policy_denied",
    ],
    [
      "422 of classic protection",
      {
        status: 422,
        body: { message: "3 of 3 required status checks are expected. At least one approved review is required" },
      },
      "policy_denied",
    ],
    [
      "403 of people who may not push",
      { status: 403, body: { message: "You're not authorized to push to this branch." } },
      "policy_denied",
    ],
    [
      "403 of a plan",
      {
        status: 403,
        body: { message: "Upgrade to GitHub Pro or make this repository public to enable this feature." },
      },
      "unsupported",
    ],
    [
      "403 of an empty repository's fork",
      { status: 403, body: { message: "The repository exists, but it contains no Git content." } },
      "conflict",
    ],
    ["422 of a name that is in the way", { status: 422, body: { message: "Reference update failed" } }, "conflict"],
    [
      "403 of a locked conversation",
      { status: 403, body: { message: "Unable to create comment because issue is locked." } },
      "forbidden",
    ],
    [
      "422 of drafts",
      { status: 422, body: { message: "Draft pull requests are not supported in this repository." } },
      "unsupported",
    ],
    [
      "422 of a list that is too long for pages",
      { status: 422, body: { message: "Pagination with the page parameter is not supported for large datasets" } },
      "too_large",
    ],
    ["401", { status: 401, body: { message: "Bad credentials" } }, "reauthorize"],
    [
      "403 of single sign-on",
      { status: 403, headers: { "x-github-sso": "required; url=https://github.com/orgs/harbor/sso?x=1" } },
      "reauthorize",
    ],
    ["403 without a scope", { status: 403, headers: scopes }, "insufficient_scope"],
    [
      "403 without a permission",
      { status: 403, body: { message: "Resource not accessible by personal access token" }, headers: permission },
      "insufficient_scope",
    ],
    [
      "403 for a workflow file",
      {
        status: 403,
        body: {
          message:
            "refusing to allow an OAuth App to create or update workflow `.github/workflows/a.yml` without `workflow` scope",
        },
      },
      "insufficient_scope",
    ],
    ["any other 403", { status: 403, body: { message: "Must have admin rights" } }, "forbidden"],
    ["403 with nothing left", { status: 403, headers: { "x-ratelimit-remaining": "0" } }, "rate_limited"],
    [
      "403 of the secondary limit, without headers",
      { status: 403, body: { message: "You have exceeded a secondary rate limit." } },
      "rate_limited",
    ],
    ["429", { status: 429 }, "rate_limited"],
    ["404", { status: 404 }, "not_found"],
    ["410", { status: 410 }, "not_found"],
    ["405", { status: 405 }, "conflict"],
    ["409", { status: 409 }, "conflict"],
    ["422 of a moved branch", { status: 422, body: { message: "Update is not a fast forward" } }, "conflict"],
    ["406", { status: 406 }, "too_large"],
    ["413", { status: 413 }, "too_large"],
    ["451", { status: 451 }, "unsupported"],
    ["501", { status: 501, headers: { "x-github-enterprise-version": "3.14.2" } }, "unsupported"],
    ["502", { status: 502 }, "upstream_unavailable"],
  ];
  test.each(rows)("%s", async (_, answer, code) => {
    const body = { documentation_url: SECRET, ...(answer.body as object) };
    const error = await explained({ ...answer, body });
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z].*[.]$/);
    expect(JSON.stringify([error.message, error.facts])).not.toContain(SECRET);
  });
});

test("422 names fields, not what they held", async () => {
  const errors = [{ resource: "Issue", field: "title", code: "missing_field", message: SECRET, value: SECRET }];
  const error = await explained({ status: 422, body: { message: SECRET, errors } });
  expect(error.message).toBe("GitHub refuses title (missing field): correct it and repeat the call.");
  expect(error.facts).toEqual({ details: { fields: [{ field: "title", code: "missing_field" }] } });
});

test("a limit says when to come back", async () => {
  const reset = String(Math.floor(Date.now() / 1000) + 120);
  const spent = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset, "x-ratelimit-resource": "search" };
  expect((await explained({ status: 403, headers: spent })).facts.retryAfterS).toBeCloseTo(120, -1);
  expect((await explained({ status: 429, headers: { "retry-after": "7" } })).facts.retryAfterS).toBe(7);
  expect((await explained({ status: 403, body: { message: "secondary rate limit" } })).facts.retryAfterS).toBe(60);
});

test("single sign-on gives its link, a missing scope its names", async () => {
  const sso = await explained({
    status: 403,
    headers: { "x-github-sso": "required; url=https://github.com/orgs/harbor/sso" },
  });
  expect(sso.facts.link).toBe("https://github.com/orgs/harbor/sso");
  const scope = await explained({
    status: 403,
    headers: { "x-oauth-scopes": "", "x-accepted-oauth-scopes": "delete_repo" },
  });
  expect(scope.facts.scopes).toEqual(["delete_repo"]);
});

describe("sub-issues, which GitHub Enterprise Server has since 3.16", () => {
  const answerOf = (version: string) =>
    explained({ status: 404, path: "/issues/3/sub_issues", headers: { "x-github-enterprise-version": version } });

  test.each(["3.15.9", "3.9.0", "2.22"])("%s lacks them, and is told what has them", async (version) => {
    const { code, message } = await answerOf(version);
    expect(code).toBe("unsupported");
    expect(message).toBe(`GitHub Enterprise Server ${version} has no sub-issues: they came with 3.16.`);
  });

  test.each(["3.16.0", "3.21.0", "4.0.0", "a version"])("at %s the issue is missing", async (version) => {
    expect((await answerOf(version)).code).toBe("not_found");
  });
});

test("a failed write tells to look before repeating", async () => {
  expect((await explained({ status: 502, method: "POST" })).message).toContain("read the object");
  expect((await explained({ status: 502 })).message).toContain("try again");
});

const failing = (cause: Error) => async () => {
  throw cause;
};

const thrownBy = (cause: Error, method = "GET"): Promise<unknown> =>
  clientOn(failing(cause))
    .request(`${method} /user`)
    .catch((error: unknown) => error);

describe("no answer", () => {
  test("the network failed", async () => {
    expect(explainError(await thrownBy(new TypeError("fetch failed")))?.code).toBe("upstream_unavailable");
  });

  test("the fate of a write is unknown", async () => {
    const error = explainError(await thrownBy(new TypeError("fetch failed"), "POST"));
    expect(error?.code).toBe("upstream_timeout");
    expect(error?.message).toContain("whether the change arrived");
  });

  test("the caller gave up", async () => {
    expect(explainError(await thrownBy(new DOMException("x", "AbortError")))?.code).toBe("cancelled");
  });

  test("what was refused before it was sent stands, inside Octokit's wrapping", async () => {
    const ours = new ToolError("too_large", "Ask for less.");
    expect(explainError(await thrownBy(ours))).toBe(ours);
  });
});

test("other errors are not ours to explain", () => {
  expect(explainError(new TypeError("a bug"))).toBeUndefined();
  expect(explainError("text")).toBeUndefined();
});
