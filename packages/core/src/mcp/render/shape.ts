import { isObject } from "../is-object.ts";

/** The part of JSON Schema that says how a value may be cut. An empty shape allows everything. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: Shape | boolean;
  readonly prefixItems?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
}

const ANYTHING: Shape = {};
/** References into references; zod makes no longer chains. */
const MAX_STEPS = 16;

/** The shape that holds for this very value: references followed, the branch of a union chosen. */
export function shapeFor(shape: Shape, value: unknown, root: Shape): Shape {
  let current = shape;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const branches = current.anyOf ?? current.oneOf;
    if (current.$ref !== undefined) current = resolve(current.$ref, root);
    else if (branches !== undefined) current = branches.find((branch) => admits(branch, value, root)) ?? ANYTHING;
    else if (current.allOf !== undefined) return current.allOf.reduce<Shape>(merge, { ...current, allOf: [] });
    else return current;
  }
  return ANYTHING;
}

/** The shape of an object's field; undefined for fields that the object does not have to have by name. */
export function declaredField(shape: Shape, key: string): Shape | undefined {
  return shape.properties !== undefined && Object.hasOwn(shape.properties, key) ? shape.properties[key] : undefined;
}

/** The shape of what a list or record holds beyond what is named. */
export function othersOf(others: Shape | boolean | undefined): Shape {
  return typeof others === "object" ? others : ANYTHING;
}

/** Whether the tail of such a text may be replaced by a note. */
export function isFreeText({
  enum: names,
  const: constant,
  format,
  pattern,
  contentEncoding,
  minLength = 0,
}: Shape): boolean {
  const fixed = names ?? constant ?? format ?? pattern ?? contentEncoding;
  return fixed === undefined && minLength <= 1;
}

function resolve(reference: string, root: Shape): Shape {
  if (reference === "#") return root;
  return root.$defs?.[reference.replace("#/$defs/", "")] ?? ANYTHING;
}

function merge(left: Shape, right: Shape): Shape {
  return { ...left, ...right, properties: { ...left.properties, ...right.properties } };
}

/** Tells the branches of a union apart by type, by what must be there and by fixed values: as far as cutting needs it. */
function admits(branch: Shape, value: unknown, root: Shape): boolean {
  const shape = branch.$ref === undefined ? branch : resolve(branch.$ref, root);
  if (shape.const !== undefined) return shape.const === value;
  if (shape.enum !== undefined) return shape.enum.includes(value);
  if (shape.type !== undefined && ![shape.type].flat().some((type) => hasType(value, type))) return false;
  if (!isObject(value)) return true;
  const fixed = Object.entries(shape.properties ?? {}).filter(
    ([, field]) => field.const !== undefined || field.enum !== undefined,
  );
  return (
    (shape.required ?? []).every((key) => value[key] !== undefined) &&
    fixed.every(([key, field]) => value[key] === undefined || admits(field, value[key], root))
  );
}

function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
