import { ask } from "@fairlead/core";
import { fixtureTool, text } from "../fixture-tool.ts";
import { form } from "../questions.ts";

const titled = [
  { const: "value1", title: "First Option" },
  { const: "value2", title: "Second Option" },
  { const: "value3", title: "Third Option" },
];

const WITH_DEFAULTS = {
  name: { type: "string", description: "Name", default: "John Doe" },
  age: { type: "integer", description: "Age", default: 30 },
  score: { type: "number", description: "Score", default: 95.5 },
  status: { type: "string", description: "Status", enum: ["active", "inactive", "pending"], default: "active" },
  verified: { type: "boolean", description: "Verified", default: true },
};

const EVERY_ENUM = {
  untitledSingle: { type: "string", enum: ["option1", "option2", "option3"] },
  titledSingle: { type: "string", oneOf: titled },
  legacyEnum: {
    type: "string",
    enum: ["opt1", "opt2", "opt3"],
    enumNames: ["Option One", "Option Two", "Option Three"],
  },
  untitledMulti: { type: "array", items: { type: "string", enum: ["option1", "option2", "option3"] } },
  titledMulti: { type: "array", items: { anyOf: titled } },
};

/** Forms with defaults (SEP-1034) and every kind of enum (SEP-1330). */
export const elicitationSchemaTools = [
  formTool("test_elicitation_sep1034_defaults", "Asks with defaults", WITH_DEFAULTS),
  formTool("test_elicitation_sep1330_enums", "Asks with enums", EVERY_ENUM),
];

function formTool(toolName: string, description: string, properties: Record<string, unknown>) {
  return fixtureTool(toolName, description, ({ answers }) => {
    const answer = answers["form"];
    if (answer === undefined) return ask({ form: form("Please fill in the form", properties, []) });
    return text(`Elicitation completed: action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`);
  });
}
