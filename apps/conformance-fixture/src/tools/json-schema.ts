import { defineTool } from "@fairlead/core";
import { z } from "zod";
import { text } from "../fixture-tool.ts";

/** A schema with the keywords that a server must pass on untouched (SEP-1613, SEP-2106). */
export const jsonSchemaTool = defineTool({
  name: "json_schema_2020_12_tool",
  title: "json_schema_2020_12_tool",
  description: "Tool with JSON Schema 2020-12 features",
  access: "read",
  scopes: [],
  input: z.looseObject({}),
  publishedInput: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    $defs: {
      address: {
        $anchor: "addressDef",
        type: "object",
        properties: { street: { type: "string" }, city: { type: "string" } },
      },
    },
    properties: {
      name: { type: "string" },
      address: { $ref: "#/$defs/address" },
      contactMethod: { type: "string", enum: ["phone", "email"] },
      phone: { type: "string" },
      email: { type: "string" },
    },
    allOf: [{ anyOf: [{ required: ["phone"] }, { required: ["email"] }] }],
    if: { properties: { contactMethod: { const: "phone" } }, required: ["contactMethod"] },
    // eslint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: { required: ["phone"] },
    else: { required: ["email"] },
    additionalProperties: false,
  },
  output: z.object({}),
  run: async (input) => text(JSON.stringify(input)),
});
