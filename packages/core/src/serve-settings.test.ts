import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { z } from "zod";
import { ConfigError } from "./config/index.ts";
import { defineTool, type Connector } from "./connector/index.ts";
import { toyWith } from "./mcp/testing/toy-connector.ts";
import { readServeSettings } from "./serve-settings.ts";

const tool = (name: string) =>
  defineTool({
    name,
    title: name,
    description: name,
    access: "read",
    scopes: [],
    input: z.object({}),
    output: z.object({}),
    run: async () => ({}),
  });
const connectorOf = (name: string, tools: string[]): Connector => {
  const connector = toyWith(tools.map(tool));
  const vendor = { ...connector.vendor, settings: z.object({}), endpoint: () => ({ hosts: ["127.0.0.1:1"] }) };
  return { ...connector, name, vendor };
};
const connectors = [connectorOf("toy", ["get_note", "list_notes"]), connectorOf("other", ["get_box"])];
const read = (env: Record<string, string>) =>
  readServeSettings(connectors, { env: { FAIRLEAD_CONNECTORS: "toy", ...env }, folder: tmpdir() });

test.each([
  ["FAIRLEAD_TOOLSETS", "noets"],
  ["FAIRLEAD_EXCLUDE_TOOLS", "get_note,list_note"],
  ["LIMIT_TOOL_CALLS", "get_noet=1/day"],
])("a name in %s that nothing has is refused at the start: %s", (setting, value) => {
  expect(() => read({ [setting]: value })).toThrow(ConfigError);
  expect(() => read({ [setting]: value })).toThrow(setting);
});

test("tools are left out by their names, also those of a connector that is not served, and those that find others", () => {
  const { settings } = read({ FAIRLEAD_EXCLUDE_TOOLS: "list_notes,get_box,call_tool" });
  expect(settings.policy.excludeTools).toEqual(["list_notes", "get_box", "call_tool"]);
});
