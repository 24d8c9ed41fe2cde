import type { ErrorObject } from "ajv";
import { type ApiDocument, type ApiSchema, follow } from "./document.ts";
import { explain } from "./explain.ts";
import type { FindingKind, Report } from "./finding.ts";
import type { Field } from "./operation.ts";
import type { Validate } from "./schemas.ts";

export interface FieldKinds {
  readonly undeclared: FindingKind;
  readonly invalid: FindingKind;
  readonly missing: FindingKind;
}

/** Checks path parameters, a query or a form: values that came as text, against fields with types. */
export function fieldChecker(document: ApiDocument, validator: (schema: ApiSchema) => Validate) {
  const check = (
    fields: readonly Field[],
    values: Readonly<Record<string, unknown>>,
    kinds: FieldKinds,
    report: Report,
  ): void => {
    const left = new Map(Object.entries(values).filter(([, value]) => value !== undefined));
    for (const field of fields) {
      // Rails and PHP spell lists "name[]".
      const key = left.has(field.name) ? field.name : `${field.name}[]`;
      const value = left.get(key);
      left.delete(key);
      if (value !== undefined) {
        const problem = refusal(field, value);
        if (problem) report(kinds.invalid, problem, `/${field.name}`);
      } else if (field.required) report(kinds.missing, "is required", `/${field.name}`);
    }
    const names = fields.map(({ name }) => name).join(", ") || "none";
    for (const name of left.keys()) report(kinds.undeclared, `is not declared; declared are: ${names}`, `/${name}`);
  };

  const refusal = (field: Field, value: unknown): string | undefined => {
    const schema = follow(document, field.schema);
    if (schema.type === "object") return undefined; // no description says how an object is written
    const alternatives = [schema, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].map((one) => follow(document, one));
    const listed = alternatives.filter(({ type }) => type === "array").map((one) => asList(one, field, value));
    const errors: (readonly ErrorObject[])[] = [];
    for (const reading of schema.type === "array" ? listed : [...readings(value), ...listed]) {
      const wrong = validator(field.schema)(reading);
      if (wrong.length === 0) return undefined;
      errors.push(wrong);
    }
    // Of several readings the last is the one with a type other than text.
    return explain((schema.type === "string" ? errors[0] : errors.at(-1)) ?? [])
      .map(({ message }) => message)
      .join("; ");
  };

  const asList = (schema: ApiSchema, { list }: Field, value: unknown): unknown[] => {
    const items = [schema.items ?? []].flat().map(validator);
    const split = typeof value === "string" && list !== "repeated";
    const parts: unknown[] = split ? value.split(",") : [value].flat();
    return parts.map(
      (part) => readings(part).find((reading) => items.every((item) => item(reading).length === 0)) ?? part,
    );
  };
  return check;
}

/** What a text may stand for. A value that has a type already (in a JSON body) may also stand for its text. */
function readings(value: unknown): unknown[] {
  if (typeof value !== "string") return [JSON.stringify(value), value];
  if (value === "true" || value === "false") return [value, value === "true"];
  return /^-?\d+(?:\.\d+)?$/.test(value) ? [value, Number(value)] : [value];
}
