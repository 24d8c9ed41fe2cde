import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineResource, defineTool, type Access, type AnyTool, type Connector } from "../../connector/index.ts";
import type { OperatorPolicy } from "../../policy/index.ts";
import { toy, toyWith } from "../testing/toy-connector.ts";
import { parseView } from "../view/index.ts";
import { createCatalogs } from "./catalogs.ts";
import { CALL_TOOL, FIND_TOOLS } from "./finder-tools.ts";

const TOOLSETS = ["notes", "people", "admin"] as const;
const SCOPES = [[], ["notes:read"], ["notes"], ["admin"]] as const;
const FINDERS = [FIND_TOOLS, CALL_TOOL];

function tool(name: string, access: Access, scopes: readonly string[]): AnyTool {
  const base = {
    name,
    title: name,
    description: name,
    scopes,
    input: z.object({}),
    output: z.object({}),
    run: async () => ({}),
  };
  return access === "delete"
    ? defineTool({ ...base, access, confirm: () => ({ target: name, question: "?" }) })
    : defineTool({ ...base, access });
}

/** Every mixture of toolset, access and scope. */
const everything: Connector = (() => {
  const toolsets = Object.fromEntries(
    TOOLSETS.map((toolset) => {
      const tools = (["read", "write", "delete"] as const).flatMap((access) =>
        SCOPES.map((scopes, index) => tool(`${access}_${toolset}_${index}`, access, scopes)),
      );
      return [toolset, { title: toolset, description: toolset, tools }];
    }),
  );
  const defaultTools = ["read_notes_0", "read_notes_1", "write_notes_2", "delete_admin_3"];
  const read = async () => ({ text: "" });
  const resource = (name: string, scopes: readonly string[], toolset?: string) =>
    defineResource({
      name,
      title: name,
      description: name,
      uri: `toy://${name}`,
      mimeType: "text/plain",
      scopes,
      read,
      ...(toolset !== undefined && { toolset }),
    });
  const resources = [resource("open", []), resource("secret", ["admin"]), resource("rules", [], "admin")];
  return { ...toy, toolsets, defaultTools, resources };
})();
const everyTool = Object.entries(everything.toolsets).flatMap(([toolset, { tools }]) =>
  tools.map((each) => ({ toolset, ...each })),
);
const names = everyTool.map(({ name }) => name);
const known = createCatalogs(everything, { readonly: false, excludeTools: [] }).vocabulary;

const some = <T>(from: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 3 }), { nil: undefined });
const policies: fc.Arbitrary<OperatorPolicy> = fc.record({
  readonly: fc.boolean(),
  toolsets: some(TOOLSETS),
  excludeTools: fc.uniqueArray(fc.constantFrom(...names, ...FINDERS), { maxLength: 3 }),
});
const paths = fc
  .record({
    profile: fc.constantFrom("", "/@work"),
    form: fc.oneof(
      fc.constantFrom("", "/lazy"),
      some(TOOLSETS).map((each) => (each ? `/x/${each.join(",")}` : "")),
    ),
    readonly: fc.constantFrom("", "/readonly"),
  })
  .map(({ profile, form, readonly }) => `/mcp${profile}${form}${readonly}`);
const headers = fc
  .record({
    toolsets: some(TOOLSETS),
    tools: some(names),
    exclude: some([...names, ...FINDERS]),
    readonly: fc.boolean(),
  })
  .map(({ toolsets, tools, exclude, readonly }) => ({
    "x-mcp-toolsets": toolsets?.join(","),
    "x-mcp-tools": tools?.join(", "),
    "x-mcp-exclude-tools": exclude?.join(","),
    "x-mcp-readonly": readonly ? "true" : undefined,
  }));
const grants = fc.option(fc.subarray(["notes", "notes:read", "admin", "other"]), { nil: undefined });

const own = (catalog: { callable: ReadonlyMap<string, unknown>; reachable: ReadonlyMap<string, unknown> }) =>
  new Set([...catalog.callable.keys(), ...catalog.reachable.keys()].filter((name) => !FINDERS.includes(name)));

describe("whatever the URL, the headers, the operator and the vendor say", () => {
  test("no tool can be called that the operator forbids or the vendor has not granted, and a list is what can be called", () => {
    fc.assert(
      fc.property(policies, paths, headers, grants, (policy, path, sent, granted) => {
        const view = parseView(path, sent, known);
        const catalog = createCatalogs(everything, policy).get(view, granted);
        const held = new Set([...(granted ?? []), ...(granted?.includes("notes") ? ["notes:read"] : [])]);
        for (const name of own(catalog)) {
          const { access, toolset, scopes } = everyTool.find((each) => each.name === name)!;
          expect(policy.readonly && access !== "read").toBe(false);
          expect(view.readonly && access !== "read").toBe(false);
          expect(policy.toolsets?.includes(toolset) ?? true).toBe(true);
          expect(view.within?.includes(toolset) ?? true).toBe(true);
          expect([...policy.excludeTools, ...view.exclude]).not.toContain(name);
          const choice = view.toolsets !== undefined || view.tools !== undefined;
          expect(choice && !view.toolsets?.includes(toolset) && !view.tools?.includes(name)).toBe(false);
          expect(granted === undefined || scopes.every((scope) => held.has(scope))).toBe(true);
        }
        for (const name of [...policy.excludeTools, ...view.exclude]) expect(catalog.callable.has(name)).toBe(false);
        const listed = catalog.lists.tools.map(({ name }) => name);
        expect(listed).toEqual([...catalog.callable.keys()]);
        expect(listed).toEqual(listed.toSorted());
        expect(catalog.reachable.size > 0 && !catalog.callable.has(CALL_TOOL)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("what call_tool reaches, find_tools finds", async () => {
    const catalog = createCatalogs(everything, { readonly: true, toolsets: ["notes"], excludeTools: [] }).get(
      parseView("/mcp/lazy", {}, known),
      ["notes:read"],
    );
    const find = catalog.callable.get(FIND_TOOLS)?.tool;
    const found = (await find?.run({ query: "read write delete notes", limit: 20 } as never, {} as never)) as {
      items: { name: string }[];
    };
    expect(new Set(found.items.map(({ name }) => name))).toEqual(new Set(catalog.reachable.keys()));
    expect([...catalog.reachable.keys()]).toEqual(["read_notes_0", "read_notes_1"]);
  });
});

describe("resources", () => {
  const uris = (
    path: string,
    policy: Partial<OperatorPolicy>,
    granted: string[] | undefined,
    sent: Record<string, string> = {},
  ) => {
    const catalogs = createCatalogs(everything, { readonly: false, excludeTools: [], ...policy });
    return catalogs.get(parseView(path, sent, known), granted).lists.resources.map(({ uri }) => uri);
  };

  test("need their scopes, and the toolset they belong to", () => {
    expect(uris("/mcp", {}, undefined)).toEqual(["toy://open", "toy://rules", "toy://secret"]);
    expect(uris("/mcp", {}, ["notes"])).toEqual(["toy://open", "toy://rules"]);
    expect(uris("/mcp/x/notes", {}, undefined)).toEqual(["toy://open", "toy://secret"]);
    expect(uris("/mcp", { toolsets: ["notes"] }, ["admin"])).toEqual(["toy://open", "toy://secret"]);
  });

  test.each([
    [{ "x-mcp-toolsets": "notes" }, false],
    [{ "x-mcp-tools": "read_notes_0" }, false],
    [{ "x-mcp-toolsets": "notes,admin" }, true],
    [{ "x-mcp-toolsets": "notes", "x-mcp-tools": "read_admin_0" }, true],
  ])("are narrowed by headers as by a URL: %j", (sent, there) => {
    expect(uris("/mcp", {}, undefined, sent).includes("toy://rules")).toBe(there);
    expect(uris("/mcp/lazy", {}, undefined, sent).includes("toy://rules")).toBe(there);
  });
});

describe("a list", () => {
  const free = toyWith([tool("read_note", "read", []), tool("add_note", "write", [])], { resources: [] });
  const scopeOf = (connector: Connector, path: string, sent: Record<string, string> = {}, granted?: string[]) => {
    const catalogs = createCatalogs(connector, { readonly: false, excludeTools: [] });
    return catalogs.get(parseView(path, sent, catalogs.vocabulary), granted).lists.hint.cacheScope;
  };

  test("may be shared when everybody at its URL sees the same, and only then", () => {
    expect(scopeOf(free, "/mcp")).toBe("public");
    expect(scopeOf(free, "/mcp", {}, ["notes"])).toBe("public");
    expect(scopeOf(free, "/mcp", { "x-mcp-tools": "add_note" })).toBe("private");
    expect(scopeOf(free, "/mcp", { "x-mcp-exclude-tools": "add_note" })).toBe("private");
    expect(scopeOf(free, "/mcp", { "x-mcp-readonly": "true" })).toBe("private");
    expect(scopeOf(everything, "/mcp")).toBe("private");
    expect(scopeOf(everything, "/mcp", {}, ["admin"])).toBe("private");
  });

  test("is made once for the same view, in whatever order it is written", () => {
    const catalogs = createCatalogs(everything, { readonly: false, excludeTools: [] });
    const get = (path: string, sent: Record<string, string>, granted: string[]) =>
      catalogs.get(parseView(path, sent, known), granted);
    const first = get("/mcp/x/notes,people", { "x-mcp-exclude-tools": "read_notes_0,read_notes_1" }, ["a", "b"]);
    const same = get("/mcp/@work/x/people,notes", { "x-mcp-exclude-tools": "read_notes_1, read_notes_0" }, ["b", "a"]);
    expect(same).toBe(first);
    expect(get("/mcp/x/notes", {}, ["a", "b"])).not.toBe(first);
  });
});

test("two tools of one name are refused at the start", () => {
  const twice = toyWith([tool("read_note", "read", []), tool("read_note", "read", [])]);
  expect(() => createCatalogs(twice, { readonly: false, excludeTools: [] })).toThrow("two tools named read_note");
  const finder = toyWith([tool(CALL_TOOL, "read", [])]);
  expect(() => createCatalogs(finder, { readonly: false, excludeTools: [] })).toThrow("two tools named call_tool");
});
