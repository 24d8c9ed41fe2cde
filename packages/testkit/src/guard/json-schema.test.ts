import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { ApiSchema } from "./document.ts";
import { type Direction, toJsonSchema } from "./json-schema.ts";

function accepts(schema: ApiSchema, value: unknown, direction: Direction = "response"): boolean {
  return new Ajv({ strict: false, logger: false }).validate(toJsonSchema(schema, direction, String), value);
}

describe("nullable", () => {
  test.each<[string, ApiSchema, unknown]>([
    ["beside a type", { type: "string", nullable: true }, "x"],
    ["beside an enum that does not list null", { type: "string", enum: ["x"], nullable: true }, "x"],
    ["without a type, over alternatives", { anyOf: [{ type: "string" }, { type: "integer" }], nullable: true }, "x"],
    ["without a type, over allOf", { allOf: [{ type: "string" }], nullable: true }, "x"],
    ["beside a type and allOf", { type: "object", allOf: [{ type: "object" }], nullable: true }, {}],
    ["as Microsoft writes it", { anyOf: [{ type: "string" }, { type: "object", nullable: true }] }, "x"],
  ])("%s", (_, schema, value) => {
    expect(accepts(schema, null)).toBe(true);
    expect(accepts(schema, value)).toBe(true);
    expect(accepts(schema, true)).toBe(false);
  });

  test("Microsoft's nullable object stands for null, not for any object", () => {
    expect(accepts({ anyOf: [{ type: "string" }, { type: "object", nullable: true }] }, { a: 1 })).toBe(false);
  });

  test("absent, null is refused", () => {
    expect(accepts({ type: "string" }, null)).toBe(false);
  });
});

describe("the older dialects", () => {
  test("exclusive bounds are flags", () => {
    const schema: ApiSchema = { minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false };
    expect([0, 1, 9, 10].map((value) => accepts(schema, value))).toEqual([false, true, true, false]);
  });

  test("a time of day needs no zone", () => {
    expect(toJsonSchema({ type: "string", format: "time" }, "response", String)).toMatchObject({ format: "iso-time" });
  });

  test("alternatives may overlap", () => {
    expect(accepts({ oneOf: [{ type: "number" }, { type: "integer" }] }, 1)).toBe(true);
  });

  test("anyOf and oneOf side by side both count", () => {
    const schema: ApiSchema = { anyOf: [{ type: "number" }], oneOf: [{ enum: [1] }] };
    expect([1, 2].map((value) => accepts(schema, value))).toEqual([true, false]);
  });

  test("a list of items is a choice, as Slack means it", () => {
    const choice: ApiSchema = { items: [{ type: "string" }, { type: "null" }] };
    expect(["x", null, 1].map((value) => accepts(choice, value))).toEqual([true, true, false]);
    const list: ApiSchema = { type: "array", items: [{ type: "string" }, { type: "null" }] };
    expect([[null, "x", "x"], [1]].map((value) => accepts(list, value))).toEqual([true, false]);
  });

  test("types that JSON does not have, and required as a flag, say nothing", () => {
    expect(accepts({ type: "file" }, "x")).toBe(true);
    expect(accepts({ type: "object", required: true }, {})).toBe(true);
  });

  test("properties named like keywords are properties", () => {
    const schema: ApiSchema = { properties: { example: { type: "string" }, nullable: { type: "boolean" } } };
    expect(accepts(schema, { example: "x", nullable: true })).toBe(true);
    expect(accepts(schema, { example: 1 })).toBe(false);
    expect(accepts(schema, { nullable: null })).toBe(false);
  });
});

describe("direction", () => {
  const schema: ApiSchema = {
    type: "object",
    required: ["id", "password"],
    properties: { id: { readOnly: true }, password: { writeOnly: true } },
    additionalProperties: false,
  };

  test("read-only is not required of a request, write-only not of an answer", () => {
    expect(accepts(schema, { password: "x" }, "request")).toBe(true);
    expect(accepts(schema, { id: 1 }, "request")).toBe(false);
    expect(accepts(schema, { id: 1 }, "response")).toBe(true);
    expect(accepts(schema, { password: "x" }, "response")).toBe(false);
  });

  test("only an open response lets a closed object have more", () => {
    const more = { id: 1, password: "x", added: true };
    const directions: Direction[] = ["request", "response", "open response"];
    expect(directions.map((direction) => accepts(schema, more, direction))).toEqual([false, false, true]);
  });
});
