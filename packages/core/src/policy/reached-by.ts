import type { z } from "zod";
import type { AnyReach, AnyTool, ConnectionFacts, Reached } from "../connector/index.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What a call names: a tool's input, a resource's variables, a prompt's arguments. */
export function reachedBy(reach: AnyReach, fields: Fields, access: Reached["access"]): Reached[] {
  const parts = reach.fields.map((field) => fields[field]);
  const one = parts.every((part) => typeof part === "string" && part !== "") ? [parts.join("/")] : [];
  const listed = (reach.lists ?? []).flatMap((field) =>
    Array.isArray(fields[field]) ? fields[field].map(String) : [],
  );
  return [...one.map((name) => ({ name, access })), ...listed.map((name) => ({ name, access, final: true }))];
}

/** The same for a tool, which may know better. */
export function reachedByTool(reach: AnyReach, tool: AnyTool, input: Fields, connection: ConnectionFacts): Reached[] {
  if (tool.reaches !== undefined) return [...tool.reaches(input as never, connection)];
  return reachedBy(reach, input, tool.access === "read" ? "read" : "write");
}

/**
 * Whether an allow-list can hold something: each use of it names what it reaches, or it has declared that it need not.
 * All else is hidden where there is a list.
 */
export function canBeHeld(
  reach: AnyReach,
  { fields, declared }: { fields: z.ZodObject | undefined; declared: boolean },
): boolean {
  if (declared) return true;
  return reach.fields.every((field) => fields?.shape[field]?.safeParse(undefined).success === false);
}
