import { expect, test } from "vitest";
import type { ApiSchema } from "./document.ts";
import { undeclaredNames } from "./undeclared.ts";

const named = (name: string): ApiSchema => ({ type: "object", properties: { [name]: {} } });
const shared = { paths: {}, components: { schemas: { node: { properties: { next: ref("node"), a: {} } } } } };

function ref(name: string): ApiSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function names(schema: ApiSchema, body: unknown, free?: RegExp): string[] {
  return undeclaredNames(shared, schema, body, free).map(({ pointer }) => pointer);
}

test("names are checked at any depth, through lists and references", () => {
  const schema: ApiSchema = { type: "object", properties: { list: { type: "array", items: ref("node") } } };
  const body = { list: [{ a: 1 }, { next: { next: { "b/c": 1 } } }], other: 1 };
  expect(names(schema, body)).toEqual(["/list/1/next/next/b~1c", "/other"]);
});

test.each(["allOf", "anyOf", "oneOf"] as const)("the parts of %s count together", (composition) => {
  expect(names({ ...named("a"), [composition]: [named("b"), named("c")] }, { a: 1, b: 1, c: 1, d: 1 })).toEqual(["/d"]);
});

test("parts that only require something add no freedom", () => {
  expect(names({ ...named("a"), anyOf: [{ type: "object", required: ["a"] }, {}] }, { b: 1 })).toEqual(["/b"]);
});

test.each<[string, ApiSchema]>([
  ["no properties listed", { type: "object" }],
  ["more allowed", { ...named("a"), additionalProperties: true }],
  ["more of one kind allowed", { ...named("a"), additionalProperties: { type: "string" } }],
  ["names by pattern", { ...named("a"), patternProperties: { "^x": {} } }],
  ["a free-form alternative", { anyOf: [named("a"), { type: "object" }] }],
])("an object is open: %s", (_, schema) => {
  expect(names(schema, { b: "x" })).toEqual([]);
});

test("what an open object holds is checked all the same", () => {
  expect(names({ type: "object", additionalProperties: named("a") }, { any: { b: 1 } })).toEqual(["/any/b"]);
});

test("a read-only property may not be sent", () => {
  const schema: ApiSchema = { properties: { id: { readOnly: true }, a: {} } };
  expect(undeclaredNames(shared, schema, { id: 1, a: 1 })).toEqual([{ pointer: "/id", reason: "read-only" }]);
});

test("annotations are free", () => {
  expect(names(named("a"), { "@odata.type": "x", "a@odata.bind": "y", b: 1 }, /@odata\./)).toEqual(["/b"]);
});
