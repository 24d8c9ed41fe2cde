import { badRequest, type Call } from "./route.ts";

/** Readers of a body's members; each refuses another type as Grape does. */

export function text(call: Call, name: string): string | undefined {
  const value = call.body[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw badRequest(`${name} is invalid`);
}

export function requiredText(call: Call, name: string): string {
  const value = text(call, name);
  if (value === undefined) throw badRequest(`${name} is missing`);
  return value;
}

export function flag(call: Call, name: string): boolean | undefined {
  const value = call.body[name] ?? undefined;
  if (value === undefined || typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw badRequest(`${name} is invalid`);
}

export function numbers(call: Call, name: string): number[] | undefined {
  const value = call.body[name] ?? undefined;
  if (value === undefined) return undefined;
  const list = Array.isArray(value) ? value : [value];
  return list.map(Number).filter((number) => number > 0);
}

/** Names joined by commas, or a list of them. */
export function names(call: Call, name: string): string[] | undefined {
  const value = call.body[name] ?? undefined;
  return value === undefined ? undefined : split(value);
}

/** The same of a query. */
export function queryNames(call: Call, name: string): string[] {
  const listed = call.query.getAll(`${name}[]`);
  return listed.length > 0 ? listed : split(call.query.get(name) ?? "");
}

function split(value: unknown): string[] {
  const list = Array.isArray(value) ? value.map(String) : String(value).split(",");
  return list.map((one) => one.trim()).filter((one) => one !== "");
}
