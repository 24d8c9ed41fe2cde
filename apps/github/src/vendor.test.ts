import { describe, expect, test } from "vitest";
import { useGithub } from "../test/harness.ts";
import { githubVendor } from "./vendor.ts";

const github = useGithub();

const settings = githubVendor.settings.parse({ host: "git.example.com", downloadHosts: ["logs.example.com"] });
const endpoint = githubVendor.endpoint(settings);

test("the token goes to the API alone; logs and archives are fetched without it", () => {
  expect(endpoint.hosts).toEqual(["git.example.com"]);
  expect(endpoint.redirectHosts).toEqual(["codeload.git.example.com", "media.git.example.com", "logs.example.com"]);
  expect(endpoint.allowLoopbackHttp).toBe(false);
});

test("a credential is a bearer token", () => {
  const headers = new Headers();
  githubVendor.authorize(headers, { kind: "classic_pat", token: "ghp_x" });
  expect(headers.get("authorization")).toBe("Bearer ghp_x");
});

test.each([
  ["ghp_x", "classic_pat"],
  ["github_pat_x", "fine_grained_pat"],
  ["gho_x", "oauth_app"],
  ["ghu_x", "app_user"],
  ["ghs_x", "app_installation"],
  ["0123456789", "unknown"],
])("%s is of the kind %s", (token, kind) => {
  expect(githubVendor.operatorCredential({ ...settings, token })).toEqual({ kind, token });
});

test("without a token of the operator there is none", () => {
  expect(githubVendor.operatorCredential(settings)).toBeUndefined();
});

const request = (path: string, body: string | undefined, method = "POST") => ({
  method,
  url: new URL(path, "https://git.example.com"),
  body,
});

describe("a POST reads", () => {
  const query = JSON.stringify({ query: "{ viewer { login } }" });
  const mutation = JSON.stringify({ query: "mutation { a }" });

  test("when it is a GraphQL query, and only then", () => {
    expect(endpoint.readOnly?.(request("/api/graphql", query))).toBe(true);
    expect(endpoint.readOnly?.(request("/api/graphql", mutation))).toBe(false);
    expect(endpoint.readOnly?.(request("/api/graphql", undefined))).toBe(false);
    expect(endpoint.readOnly?.(request("/api/v3/markdown", query))).toBe(false);
    expect(endpoint.readOnly?.(request("/api/graphql", query, "PUT"))).toBe(false);
  });
});

test("each request is counted in the quota that GitHub names for it", () => {
  const quota = (path: string) => endpoint.bucketOf?.(request(path, undefined, "GET"));
  expect(quota("/api/v3/repos/harbor/search/issues/1")).toBe("core");
  expect(quota("/api/v3/search/issues")).toBe("search");
  expect(quota("/search/code")).toBe("code_search");
  expect(quota("/api/graphql")).toBe("graphql");
});

test("writes of two calls are a second apart, but at a stand-in on this machine", () => {
  expect(endpoint.writeSpacingMs).toBe(1_000);
  const standIn = githubVendor.settings.parse({ host: "http://127.0.0.1:3999/github" });
  expect(githubVendor.endpoint(standIn).writeSpacingMs).toBe(0);
});

test("a limit without headers is known by its words", () => {
  const words = "You have exceeded a secondary rate limit.";
  expect(endpoint.secondaryLimit?.(403, new Headers(), words)).toBe(true);
  expect(endpoint.secondaryLimit?.(403, new Headers(), "Must have admin rights")).toBe(false);
  expect(endpoint.secondaryLimit?.(422, new Headers(), words)).toBe(false);
});

test("an identity is the numeric id at a host, as logins change", async () => {
  const { host } = new URL(github.standIn.url);
  const identity = await githubVendor.identify(github.client(), {
    credential: { kind: "classic_pat" },
    settings: githubVendor.settings.parse({ host: github.standIn.url }),
  });
  expect(identity).toMatchObject({
    subject: expect.stringMatching(new RegExp(`^github:${host}:\\d+$`)),
    login: "mlind",
    name: "Maja Lind",
    host,
    kind: "classic_pat",
    scopes: expect.arrayContaining(["repo", "read:org"]),
  });
});

test("every scope says what it allows, and implies only scopes", () => {
  const { scopes, baseline } = githubVendor;
  for (const name of [...baseline, ...Object.values(scopes).flatMap(({ implies = [] }) => implies)]) {
    expect(scopes[name]?.sentence, name).toMatch(/^[A-Z].*[a-z]$/);
  }
});
