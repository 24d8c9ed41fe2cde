import { describe, expect, test } from "vitest";
import { parseView } from "./parse-view.ts";

const known = {
  toolsets: new Set(["issues", "repos"]),
  tools: new Set(["get_issue", "push_files"]),
  finders: ["call_tool"],
};
const parse = (path: string, headers: Record<string, string> = {}) => parseView(path, headers, known);

describe("the URL forms", () => {
  test.each([
    ["/mcp", {}],
    ["/mcp/readonly", { readonly: true }],
    ["/mcp/lazy", { lazy: true }],
    ["/mcp/x/issues", { within: ["issues"] }],
    ["/mcp/x/issues,repos/readonly", { within: ["issues", "repos"], readonly: true }],
    ["/mcp/@work", { profile: "work" }],
    ["/mcp/@work/x/repos/readonly", { profile: "work", within: ["repos"], readonly: true }],
    ["/mcp/@work/lazy", { profile: "work", lazy: true }],
  ])("%s", (path, expected) => {
    const view = parse(path);
    const plain = {
      profile: undefined,
      within: undefined,
      toolsets: undefined,
      tools: undefined,
      exclude: [],
      readonly: false,
      lazy: false,
    };
    expect(view).toEqual({ ...plain, ...expected });
  });

  test.each([
    "/mcp/",
    "/mcp/nothing",
    "/mcp/readonly/x/issues",
    "/mcp/x",
    "/mcp/@/x/issues",
    "/mcp/x/issues/lazy",
    "/mcp/x/%zz",
  ])("%s is not one", (path) => expect(() => parse(path)).toThrow(expect.objectContaining({ status: 404 }) as Error));

  test("an unknown toolset is named with the nearest", () => {
    expect(() => parse("/mcp/x/isues")).toThrow('There is no toolset "isues". Did you mean issues?');
  });
});

describe("the headers", () => {
  test("say the same as the URL forms", () => {
    expect(
      parse("/mcp", {
        "x-mcp-readonly": "true",
        "x-mcp-toolsets": "issues, repos",
        "x-mcp-exclude-tools": "push_files",
      }),
    ).toMatchObject({
      readonly: true,
      toolsets: ["issues", "repos"],
      exclude: ["push_files"],
    });
  });

  test("an unknown tool is refused", () => {
    expect(() => parse("/mcp", { "x-mcp-tools": "push_file" })).toThrow(
      'There is no tool "push_file". Did you mean push_files?',
    );
  });

  test("a misspelt tool is not silently left in", () => {
    expect(() => parse("/mcp", { "x-mcp-exclude-tools": "push_file" })).toThrow("Did you mean push_files?");
    expect(parse("/mcp", { "x-mcp-exclude-tools": "push_files,call_tool" }).exclude).toEqual([
      "push_files",
      "call_tool",
    ]);
  });

  test.each([
    ["true", true],
    ["True, true", true],
    ["1", true],
    ["false", false],
    ["false, true", true],
    ["", false],
  ])("X-MCP-Readonly: %s is %s", (value, readonly) => {
    expect(parse("/mcp", { "x-mcp-readonly": value }).readonly).toBe(readonly);
  });

  test("X-MCP-Readonly with another value is refused instead of ignored", () => {
    expect(() => parse("/mcp", { "x-mcp-readonly": "enabled" })).toThrow(
      expect.objectContaining({ status: 400 }) as Error,
    );
  });

  test("X-MCP-Readonly cannot switch a read-only URL back", () => {
    expect(parse("/mcp/readonly", { "x-mcp-readonly": "false" }).readonly).toBe(true);
  });
});
