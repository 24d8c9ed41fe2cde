import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { uriTemplate } from "./uri-template.ts";

describe("one segment", () => {
  const issue = uriTemplate("github://repos/{owner}/{repo}/issues/{number}");

  test("is taken decoded", () => {
    expect(issue.match("github://repos/harbor/store%20front/issues/12")).toEqual({
      owner: "harbor",
      repo: "store front",
      number: "12",
    });
  });

  test.each([
    "github://repos/harbor/storefront/issues/",
    "github://repos/harbor/storefront/issues/12/comments",
    "github://repos/harbor/storefront/issues/12?x=1",
    "github://repos/harbor/storefront/issues/12#x",
    "github://repos/harbor/storefront/pulls/12",
    "github://repos/harbor/%zz/issues/12",
    "x",
  ])("%s is another form", (uri) => expect(issue.match(uri)).toBeUndefined());

  test("a slash inside a value is encoded", () => {
    const files = uriTemplate("repo://{owner}/{repo}/refs/heads/{branch}/contents{/path*}");
    expect(files.match("repo://harbor/storefront/refs/heads/feat%2Fcarts/contents/src/a.ts")).toEqual({
      owner: "harbor",
      repo: "storefront",
      branch: "feat/carts",
      path: ["src", "a.ts"],
    });
  });
});

describe("any number of segments", () => {
  const files = uriTemplate("repo://{owner}/{repo}/contents{/path*}");

  test.each([
    ["repo://a/b/contents", undefined],
    ["repo://a/b/contents/README.md", ["README.md"]],
    ["repo://a/b/contents/src/cart/total.ts", ["src", "cart", "total.ts"]],
    ["repo://a/b/contents/caf%C3%A9/x,y", ["café", "x,y"]],
    ["repo://a/b/contents/src/", ["src", ""]],
  ])("%s", (uri, path) => expect(files.match(uri)?.["path"]).toEqual(path));

  test("but not what merely begins so", () => expect(files.match("repo://a/b/contentsx")).toBeUndefined());
});

describe("parameters", () => {
  const log = uriTemplate("github://jobs/{job_id}/log{?from,to}");

  test.each([
    ["github://jobs/7/log", { job_id: "7" }],
    ["github://jobs/7/log?from=1", { job_id: "7", from: "1" }],
    ["github://jobs/7/log?to=9&from=1", { job_id: "7", from: "1", to: "9" }],
    ["github://jobs/7/log?from=", { job_id: "7", from: "" }],
    ["github://jobs/7/log?from=a%26b=c", { job_id: "7", from: "a&b=c" }],
  ])("%s", (uri, variables) => expect(log.match(uri)).toEqual(variables));

  test.each(["?form=1", "?from=1&from=2", "?from", "?job_id=8", "?", "?from=%"])("log%s is another form", (query) =>
    expect(log.match(`github://jobs/7/log${query}`)).toBeUndefined(),
  );
});

test("a URI is text, never a pattern, and a prototype never a variable", () => {
  expect(uriTemplate("a://x.y/{z}").match("a://xay/1")).toBeUndefined();
  expect(uriTemplate("a://x/{__proto__}").match("a://x/1")).toHaveProperty("__proto__", "1");
});

test.each(["a://{+path}", "a://{/path}", "a://{a,b}", "a://{?a}/b", "a://{name", "a://name}", "a://{?a*}", "a://{}"])(
  "%s is refused when it is declared",
  (template) => expect(() => uriTemplate(template)).toThrow(TypeError),
);

test("what was put in comes out", () => {
  const template = uriTemplate("repo://{owner}/sha/{sha}/contents{/path*}{?from,to}");
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const given = fc.record({
    owner: text,
    sha: text,
    path: fc.array(text, { minLength: 1, maxLength: 4 }),
    from: fc.option(text, { nil: undefined }),
  });
  fc.assert(
    fc.property(given, ({ owner, sha, path, from }) => {
      const encoded = path.map((segment) => `/${encodeURIComponent(segment)}`).join("");
      const query = from === undefined ? "" : `?from=${encodeURIComponent(from)}`;
      const uri = `repo://${encodeURIComponent(owner)}/sha/${encodeURIComponent(sha)}/contents${encoded}${query}`;
      expect(template.match(uri)).toEqual({ owner, sha, path, ...(from !== undefined && { from }) });
    }),
  );
});
