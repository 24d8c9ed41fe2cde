import { schema as github } from "@octokit/graphql-schema";
import type { GraphQLArgument, GraphQLInputField, GraphQLNamedType } from "graphql";
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from "graphql";
import { describe, expect, test } from "vitest";

import { schemaText } from "./index.ts";

// The published schema defines two fields twice, which a strict reader refuses.
const published = buildSchema(github.idl, { assumeValid: true, assumeValidSDL: true });
const ours = buildSchema(schemaText);

const named = (type: { name: string }): string => type.name;
const optional = ({ type }: GraphQLArgument | GraphQLInputField): boolean => !String(type).endsWith("!");

/** Where one of our types says something else than GitHub's. */
function differences(type: GraphQLNamedType): string[] {
  const theirs = published.getType(type.name);
  if (!theirs) return [`${type.name} is not GitHub's`];
  if (theirs.constructor.name !== type.constructor.name) return [`${type.name} is of another kind`];
  if (isEnumType(type) && isEnumType(theirs)) {
    const [mine, all] = [type, theirs].map((each) => each.getValues().map(named).toSorted().join(" "));
    return mine === all ? [] : [`${type.name} has other values`];
  }
  if (isUnionType(type) && isUnionType(theirs)) {
    const all = new Set(theirs.getTypes().map(named));
    return type.getTypes().flatMap(({ name }) => (all.has(name) ? [] : [`${type.name} has no ${name}`]));
  }
  if (isInputObjectType(type) && isInputObjectType(theirs)) {
    const lines = (each: typeof type): string =>
      Object.values(each.getFields())
        .map((field) => `${field.name}: ${String(field.type)}`)
        .toSorted()
        .join("\n");
    return lines(type) === lines(theirs) ? [] : [`${type.name} has other fields`];
  }
  if (!(isObjectType(type) || isInterfaceType(type)) || !(isObjectType(theirs) || isInterfaceType(theirs))) return [];
  const interfaces = new Set(theirs.getInterfaces().map(named));
  const missing = type
    .getInterfaces()
    .flatMap(({ name }) => (interfaces.has(name) ? [] : [`${type.name} is no ${name}`]));
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const place = `${type.name}.${field.name}`;
    const known = theirs.getFields()[field.name];
    if (!known) return [`${place} is not GitHub's`];
    if (String(known.type) !== String(field.type))
      return [`${place}: ${String(field.type)} should be ${String(known.type)}`];
    const wrong = field.args.filter(
      (argument) => String(known.args.find(({ name }) => name === argument.name)?.type) !== String(argument.type),
    );
    const lacking = known.args.filter(
      (argument) => !optional(argument) && !field.args.some(({ name }) => name === argument.name),
    );
    return [...wrong, ...lacking].map(({ name }) => `${place}(${name}) differs`);
  });
  return [...missing, ...fields];
}

const types = Object.values(ours.getTypeMap()).filter(
  (type) => !type.name.startsWith("__") && !isSpecifiedScalarType(type),
);

describe("the executed part of the schema", () => {
  test("says of every name, argument and nullability what GitHub's public schema says", () => {
    expect(types.length).toBeGreaterThan(100);
    expect(types.flatMap(differences)).toEqual([]);
  });

  test("is caught where it departs", () => {
    const wrong = buildSchema("type Query { viewer: User }\ntype User { login: String!, shoeSize: Int }").getTypeMap();
    const found = [wrong["Query"], wrong["User"]].flatMap((type) => (type ? differences(type) : []));
    expect(found).toEqual(["Query.viewer: User should be User!", "User.shoeSize is not GitHub's"]);
  });
});
