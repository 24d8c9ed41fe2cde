import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { toJsonSchema } from "./json-schema.ts";
import type { ApiSchema } from "./document.ts";

function mismatches(schema: ApiSchema, value: unknown): string[] {
  const validate = new Ajv({ allErrors: true, verbose: true, strict: false }).compile(
    toJsonSchema(schema, "response", String),
  );
  validate(value);
  return explain(validate.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
}

const pet: ApiSchema = { required: ["name"], properties: { name: { type: "string" } } };
const car: ApiSchema = { required: ["wheels"], properties: { wheels: { type: "integer" } } };

test("a missing and an extra name are pointed at, escaped", () => {
  expect(mismatches({ required: ["a/b"], additionalProperties: false }, { "c~d": 1 })).toEqual([
    "/a~1b is missing",
    "/c~0d is not declared",
  ]);
});

test("a wrong value is shown beside what is allowed, long ones cut", () => {
  expect(mismatches({ enum: ["open", "closed"] }, "opened")).toEqual([
    ' must be equal to one of the allowed values (["open","closed"]), but is "opened"',
  ]);
  expect(mismatches({ type: "integer" }, "x".repeat(500))[0]).toMatch(/^ must be integer, but is "x{99}…$/);
});

test("alternatives that all fail are one mismatch with their reasons; what fails elsewhere stays", () => {
  const schema: ApiSchema = { properties: { thing: { anyOf: [pet, car] }, size: { type: "integer" } } };
  expect(mismatches(schema, { size: "x", thing: {} }).toSorted()).toEqual([
    '/size must be integer, but is "x"',
    "/thing fits none of its 2 forms: /name is missing; /wheels is missing",
  ]);
});

test("one that may be null is explained by its own schema", () => {
  expect(mismatches({ nullable: true, allOf: [pet] }, {})).toEqual(["/name is missing"]);
});
