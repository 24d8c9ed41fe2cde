import type { Call } from "./route.ts";
import { Refusal } from "./route.ts";

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The request's JSON object; an absent body is an empty one. @throws Refusal 400 for other JSON. */
export function bodyOf(call: Call): JsonObject {
  if (call.body === undefined) return {};
  if (!isObject(call.body)) throw new Refusal(400, "Body should be a JSON object");
  return call.body;
}

function wrongType(name: string, value: unknown, type: string): Refusal {
  return new Refusal(422, `Invalid request.\n\nFor 'properties/${name}', ${JSON.stringify(value)} is not ${type}.`);
}

function missing(name: string): Refusal {
  return new Refusal(422, `Invalid request.\n\n"${name}" wasn't supplied.`);
}

/** Each reader answers undefined for an absent (or null) member and refuses one of another type with 422. */
export function optionalString(body: JsonObject, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== "string") throw wrongType(name, value, "a string");
  return value;
}

export function optionalBoolean(body: JsonObject, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== "boolean") throw wrongType(name, value, "a boolean");
  return value;
}

export function optionalInteger(body: JsonObject, name: string): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) throw wrongType(name, value, "an integer");
  return value;
}

export function optionalStrings(body: JsonObject, name: string): string[] | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrongType(name, value, "an array");
  return value.map((item: unknown) => {
    if (typeof item !== "string") throw wrongType(name, item, "a string");
    return item;
  });
}

export function optionalObjects(body: JsonObject, name: string): JsonObject[] | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrongType(name, value, "an array");
  return value.map((item: unknown) => {
    if (!isObject(item)) throw wrongType(name, item, "an object");
    return item;
  });
}

export function requiredString(body: JsonObject, name: string): string {
  const value = optionalString(body, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function requiredInteger(body: JsonObject, name: string): number {
  const value = optionalInteger(body, name);
  if (value === undefined) throw missing(name);
  return value;
}
