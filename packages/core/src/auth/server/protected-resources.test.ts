import { describe, expect, test } from "vitest";
import { scopeChallenge, signInChallenge } from "./challenge.ts";
import { protectedResources } from "./protected-resources.ts";

const resources = protectedResources("https://mcp.example.com/base/github", (path) => {
  const profile = /^\/mcp(?:\/@(\w+))?(?:\/readonly)?$/.exec(path);
  return profile === null
    ? undefined
    : { profile: profile[1], readonly: path.endsWith("/readonly"), scopes: ["read", "write"] };
});
const URL_OF = "https://mcp.example.com/base/github/mcp";

describe("a resource", () => {
  test("has the URL that settings make it, and metadata at the path-inserted place", () => {
    expect(resources.main).toMatchObject({
      url: URL_OF,
      metadataUrl: "https://mcp.example.com/.well-known/oauth-protected-resource/base/github/mcp",
    });
    expect(resources.at("/mcp/@work/readonly")).toMatchObject({
      url: `${URL_OF}/@work/readonly`,
      profile: "work",
      readonly: true,
    });
    for (const none of ["", "/", "/mcpx", "/mcp/nothing", "/other"]) expect(resources.at(none)).toBeUndefined();
  });

  test.each([
    URL_OF,
    `${URL_OF}/`,
    URL_OF.replace("https://mcp", "HTTPS://MCP"),
    "https://mcp.example.com:443/base/github/mcp",
  ])("is meant by %s", (name) => expect(resources.named(name)?.url).toBe(URL_OF));

  test.each([
    "http://mcp.example.com/base/github/mcp",
    "https://mcp.example.com/github/mcp",
    "https://mcp.example.com/base/github/mcp?x=1",
    "https://mcp.example.com/base/github/mcp#x",
    "https://user@mcp.example.com/base/github/mcp",
    "https://mcp.example.com/base/githubx/mcp",
    "https://mcp.example.com/base/slack/mcp",
    "https://mcp.example.com/base/github",
    "https://evil.example/base/github/mcp",
    "urn:mcp",
    "",
  ])("is not meant by %s", (name) => expect(resources.named(name)).toBeUndefined());
});

describe("a challenge", () => {
  test("to sign in names the metadata and the least scopes", () => {
    const { status, wwwAuthenticate } = signInChallenge(resources.main);
    expect([status, wwwAuthenticate]).toEqual([
      401,
      'Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/base/github/mcp", scope="read write"',
    ]);
  });

  test("for more names all of it at once", () => {
    const { status, wwwAuthenticate } = scopeChallenge(resources.main, ["a", "b"]);
    expect([status, wwwAuthenticate]).toEqual([
      403,
      expect.stringMatching(
        /^Bearer error="insufficient_scope", scope="a b", resource_metadata="https:.+", error_description="[^"]+"$/,
      ),
    ]);
  });

  test("cannot be broken out of", () => {
    const { wwwAuthenticate } = signInChallenge(resources.main, { error: "invalid_token", description: 'x", y="z\\' });
    expect(wwwAuthenticate).toContain(`error_description="x', y='z'"`);
  });
});
