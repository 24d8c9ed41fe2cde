import { z } from "zod";
import type { SettingMeta } from "./setting-meta.ts";

/** One setting, as its schema describes it. */
export interface SettingField {
  kind: "field";
  /** Where it stands in the configuration file: `logging.level`. */
  name: string;
  env: string | undefined;
  aliases: readonly string[];
  description: string;
  secret: boolean;
  /** What it is when nobody writes it; undefined where there is no default. */
  initial: unknown;
  /** Of what may be written, before defaults and transforms. */
  schema: z.core.JSONSchema.JSONSchema;
}

/** Settings that stand together in the configuration file. */
export interface SettingSection {
  kind: "section";
  name: string;
  /** The schema stands without it: nothing written means no section. */
  optional: boolean;
  children: ReadonlyMap<string, SettingField | SettingSection>;
}

/** Reads a nested object schema as a tree of settings. */
export function settingTree(schema: z.ZodObject, name = "", optional = false): SettingSection {
  const children = new Map<string, SettingField | SettingSection>();
  for (const [key, child] of Object.entries(schema.shape)) {
    const childName = name === "" ? key : `${name}.${key}`;
    const inner = unwrapped(child);
    children.set(
      key,
      inner instanceof z.ZodObject ? settingTree(inner, childName, inner !== child) : field(child, childName),
    );
  }
  return { kind: "section", name, optional, children };
}

/** The settings of a tree, in the order in which they are declared. */
export function* settingFields(section: SettingSection): Generator<SettingField> {
  for (const child of section.children.values()) {
    if (child.kind === "field") yield child;
    else yield* settingFields(child);
  }
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wrapped ? unwrapped(schema.unwrap()) : schema;
}

type FieldFacts = Omit<SettingField, "kind" | "name">;

/** By their schema: several lists are made of the same settings at a start, and each is slow to read. */
const facts = new WeakMap<z.core.$ZodType, FieldFacts>();

function field(schema: z.core.$ZodType, name: string): SettingField {
  const known = facts.get(schema) ?? readField(schema);
  facts.set(schema, known);
  return { kind: "field", name, ...known };
}

/** JSON Schema carries type, range and every `.meta()`, whatever optional or default is wrapped around them. */
function readField(schema: z.core.$ZodType): FieldFacts {
  const json: z.core.JSONSchema.JSONSchema & SettingMeta = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  });
  return {
    env: json.env,
    aliases: json.aliases ?? [],
    description: json.description ?? "",
    secret: json.secret === true,
    initial: z.safeParse(schema, undefined).data,
    schema: json,
  };
}
