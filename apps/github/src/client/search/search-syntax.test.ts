import { expect, test } from "vitest";
import { githubClient } from "../github-client.ts";
import { settings } from "../../settings.ts";
import { searchSyntax } from "./search-syntax.ts";

async function syntaxOf(host: string, installed_version?: string) {
  const asked: string[] = [];
  const fetch = async (url: unknown) => {
    asked.push(String(url));
    return Response.json({ installed_version });
  };
  const syntax = await searchSyntax(githubClient({ settings: settings.parse({ host }), fetch: fetch as never }));
  return { syntax, asked: asked.length };
}

test("GitHub.com and GHE.com read brackets, without being asked", async () => {
  expect(await syntaxOf("github.com")).toEqual({ syntax: "boolean", asked: 0 });
  expect(await syntaxOf("acme.ghe.com")).toEqual({ syntax: "boolean", asked: 0 });
});

test.each([
  ["3.21.0", "boolean"],
  ["3.18.2", "boolean"],
  ["4.0.0", "boolean"],
  ["3.17.9", "plain"],
  ["3.9.0", "plain"],
  [undefined, "plain"],
])("a server of version %s: %s", async (version, expected) => {
  expect(await syntaxOf("git.acme.example", version)).toEqual({ syntax: expected, asked: 1 });
});
