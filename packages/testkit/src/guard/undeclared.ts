import { type ApiDocument, type ApiSchema, follow } from "./document.ts";

export interface Undeclared {
  readonly pointer: string;
  readonly reason: "undeclared" | "read-only";
}

/**
 * Names in a request body that no schema knows, at any depth. JSON Schema lets them pass, and so do the vendors: a misspelt
 * field is silently dropped. Alternatives count together, and an object that says it takes more takes anything.
 */
export function undeclaredNames(document: ApiDocument, schema: ApiSchema, body: unknown, free?: RegExp): Undeclared[] {
  const found: Undeclared[] = [];

  const visit = (schemas: readonly ApiSchema[], value: unknown, pointer: string): void => {
    const parts = schemas.flatMap((part) => flatten(document, part));
    if (Array.isArray(value)) {
      const items = parts.flatMap((part) => part.items ?? []);
      for (const [index, item] of value.entries()) visit(items, item, `${pointer}/${index}`);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        const place = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        const declared = parts.flatMap((part) => part.properties?.[name] ?? []);
        if (declared.length === 0) {
          if (isClosed(parts) && !free?.test(name)) found.push({ pointer: place, reason: "undeclared" });
          visit(
            parts.flatMap((part) => rest(part)),
            inner,
            place,
          );
        } else if (declared.every((part) => part.readOnly)) found.push({ pointer: place, reason: "read-only" });
        else visit(declared, inner, place);
      }
    }
  };

  visit([schema], body, "");
  return found;
}

/** A schema and all it is put together from. */
function flatten(document: ApiDocument, schema: ApiSchema, seen = new Set<ApiSchema>()): ApiSchema[] {
  const target = follow(document, schema);
  if (seen.has(target)) return [];
  seen.add(target);
  const inner = [...(target.allOf ?? []), ...(target.anyOf ?? []), ...(target.oneOf ?? [])];
  return [target, ...inner.flatMap((part) => flatten(document, part, seen))];
}

/** Some part lists its properties, and none is open to more. */
function isClosed(parts: readonly ApiSchema[]): boolean {
  return parts.some((part) => part.properties) && !parts.some(isOpen);
}

function isOpen(part: ApiSchema): boolean {
  const freeForm = part.type === "object" && !part.properties && !part.required && !part.nullable && !isComposed(part);
  return (part.additionalProperties ?? freeForm) !== false || part.patternProperties !== undefined;
}

function rest(part: ApiSchema): ApiSchema[] {
  const more = typeof part.additionalProperties === "object" ? [part.additionalProperties] : [];
  return [...more, ...Object.values(part.patternProperties ?? {})];
}

function isComposed(part: ApiSchema): boolean {
  return part.allOf !== undefined || part.anyOf !== undefined || part.oneOf !== undefined;
}
