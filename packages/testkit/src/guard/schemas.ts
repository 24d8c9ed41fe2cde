import { Ajv, type ErrorObject } from "ajv";
import formats from "ajv-formats";
import { type ApiDocument, type ApiSchema, follow } from "./document.ts";
import { type Direction, type JsonSchema, toJsonSchema } from "./json-schema.ts";

/** Returns what is wrong with a value; nothing when it conforms. */
export type Validate = (value: unknown) => readonly ErrorObject[];

/**
 * Turns a description's schemas into validators, each when it is first asked for and once:
 * a whole description compiled ahead would take seconds.
 */
export function schemaCompiler(document: ApiDocument, direction: Direction): (schema: ApiSchema) => Validate {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    unicodeRegExp: false, // patterns escape what /u forbids
    logger: false, // formats that Ajv does not know, such as int16, are no news
  });
  formats.default(ajv);
  const compiled = new WeakMap<ApiSchema, Validate>();
  const known = new Set<string>();

  /** Converts a schema, and registers all that it refers to. */
  const convert = (schema: ApiSchema): JsonSchema => {
    const waiting: string[] = [];
    const rename = (pointer: string) => {
      if (!known.has(pointer)) waiting.push(pointer);
      known.add(pointer);
      return `schema:${encodeURIComponent(pointer)}`;
    };
    const result = toJsonSchema(schema, direction, rename);
    for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
      const target = toJsonSchema(follow<ApiSchema>(document, { $ref: pointer }), direction, rename);
      ajv.addSchema(target, `schema:${encodeURIComponent(pointer)}`);
    }
    return result;
  };

  return (schema) => {
    const ready = compiled.get(schema);
    if (ready) return ready;
    const check = ajv.compile(convert(schema));
    const validate: Validate = (value) => (check(value) ? [] : [...(check.errors ?? [])]);
    compiled.set(schema, validate);
    return validate;
  };
}
