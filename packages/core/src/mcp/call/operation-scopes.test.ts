import { describe, expect, test } from "vitest";
import { z } from "zod";
import { definePrompt, defineResource, type Connector } from "../../connector/index.ts";
import { createCatalogs } from "../catalog/index.ts";
import { toy } from "../testing/toy-connector.ts";
import { parseView } from "../view/index.ts";
import { operationScopes } from "./operation-scopes.ts";

const connector: Connector = {
  ...toy,
  defaultTools: ["get_note"],
  resources: [
    defineResource({
      name: "secret_note",
      title: "Secret note",
      description: "One note",
      uri: "toy://secret/{id}",
      mimeType: "text/plain",
      params: z.object({ id: z.coerce.number() }),
      scopes: ["notes:read"],
      subscribe: true,
      read: async () => ({ text: "" }),
    }),
    defineResource({
      name: "silent_note",
      title: "Silent note",
      description: "One note",
      uri: "toy://silent/{id}",
      mimeType: "text/plain",
      params: z.object({ id: z.string() }),
      scopes: ["silence"],
      read: async () => ({ text: "" }),
    }),
  ],
  prompts: [
    definePrompt({
      name: "tell",
      title: "Tell",
      description: "Tell.",
      arguments: z.object({ id: z.string().describe("Note") }),
      scopes: ["notes"],
      run: async () => [],
    }),
  ],
};
const catalogs = createCatalogs(connector, { readonly: false, toolsets: undefined, excludeTools: [] });
const catalog = catalogs.get(parseView("/mcp", {}, catalogs.vocabulary), undefined);

function needed(
  method: string,
  params: object,
  granted?: readonly string[],
  publicReads: readonly string[] = [],
): readonly string[] {
  const vendor = { ...connector.vendor, publicReads };
  return operationScopes({ jsonrpc: "2.0", id: 1, method, params }, { catalog, vendor, granted, mostListened: 3 });
}

describe("an operation needs the scopes of", () => {
  test.each<[string, string, object, readonly string[]]>([
    ["its tool", "tools/call", { name: "get_note" }, ["notes:read"]],
    ["the tool behind call_tool", "tools/call", { name: "call_tool", arguments: { name: "delete_note" } }, ["notes"]],
    ["no tool, where there is none", "tools/call", { name: "nothing" }, []],
    ["no tool behind call_tool, where there is none", "tools/call", { name: "call_tool" }, []],
    ["its resource", "resources/read", { uri: "toy://secret/7" }, ["notes:read"]],
    ["the resource that it listens to", "resources/subscribe", { uri: "toy://secret/7" }, ["notes:read"]],
    [
      "all resources that it listens to at once, where they can be",
      "subscriptions/listen",
      { notifications: { resourceSubscriptions: ["toy://silent/1", "nothing", "toy://secret/7", "toy://secret/8"] } },
      ["notes:read"],
    ],
    ["nothing, to listen to lists", "subscriptions/listen", { notifications: { toolsListChanged: true } }, []],
    [
      "nothing, to listen to what is none",
      "subscriptions/listen",
      { notifications: { resourceSubscriptions: "x" } },
      [],
    ],
    ["its prompt", "prompts/get", { name: "tell" }, ["notes"]],
    [
      "the prompt whose argument is completed",
      "completion/complete",
      { ref: { type: "ref/prompt", name: "tell" } },
      ["notes"],
    ],
    [
      "the resource whose variable is completed",
      "completion/complete",
      { ref: { type: "ref/resource", uri: "toy://secret/{id}" } },
      ["notes:read"],
    ],
    ["nothing, to list", "tools/list", {}, []],
    ["nothing, to begin", "initialize", {}, []],
  ])("%s", (_of, method, params, scopes) => expect(needed(method, params)).toEqual(scopes));

  test.each([undefined, null, "text", {}, { method: 5 }, { method: "tools/call", params: { name: {} } }])(
    "no %j",
    (body) => {
      expect(operationScopes(body, { catalog, vendor: connector.vendor, granted: undefined, mostListened: 3 })).toEqual(
        [],
      );
    },
  );
});

describe("reading what is public needs no scope", () => {
  test("when the credential itself cannot read more", () => {
    expect(needed("tools/call", { name: "get_note" }, [], ["notes:read"])).toEqual([]);
  });

  test("but when it can, or when nobody knows, the token must be for it", () => {
    expect(needed("tools/call", { name: "get_note" }, ["notes"], ["notes:read"])).toEqual(["notes:read"]);
    expect(needed("tools/call", { name: "get_note" }, undefined, ["notes:read"])).toEqual(["notes:read"]);
  });

  test("and never to write", () => {
    const write = { name: "call_tool", arguments: { name: "add_note", text: "x" } };
    expect(needed("tools/call", write, [], ["notes"])).toEqual(["notes"]);
  });
});
