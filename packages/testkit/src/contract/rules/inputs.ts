import { z } from "zod";
import { toolsOf, type Rule } from "./problem.ts";

const HEADER_TOKEN = /^[A-Za-z][A-Za-z0-9-]*$/;
const SECRET = /token|secret|password|credential|api_?key/i;
const HEADER_TYPES = new Set(["string", "integer", "boolean"]);

type Json = { type?: string; description?: string; anyOf?: unknown; oneOf?: unknown; "x-mcp-header"?: unknown };

/** Inputs are flat, every field says what it is, and headers repeat only what may be seen. */
export const inputsAreGood: Rule = (connector) =>
  toolsOf(connector).flatMap(({ tool }) => {
    const schema = z.toJSONSchema(tool.input, { io: "input", unrepresentable: "any" });
    if (schema.anyOf !== undefined || schema.oneOf !== undefined) return [`${tool.name}: the input is a union`];
    const headers = new Set<string>();
    return Object.entries((schema.properties ?? {}) as Record<string, Json>).flatMap(([field, property]) => {
      const problems: string[] = [];
      if (property.description === undefined || property.description === "")
        problems.push(`${tool.name}.${field}: no description`);
      const header = property["x-mcp-header"];
      if (header === undefined) return problems;
      if (typeof header !== "string" || !HEADER_TOKEN.test(header)) {
        problems.push(`${tool.name}.${field}: x-mcp-header is no header token`);
        return problems;
      }
      if (!HEADER_TYPES.has(property.type ?? ""))
        problems.push(`${tool.name}.${field}: x-mcp-header on ${property.type ?? "a union"}`);
      if (SECRET.test(field)) problems.push(`${tool.name}.${field}: a secret may not travel as a header`);
      if (headers.has(header.toLowerCase())) problems.push(`${tool.name}.${field}: x-mcp-header used twice`);
      headers.add(header.toLowerCase());
      return problems;
    });
  });

/** Lists take `limit` and `cursor`, and give rows with a cursor. */
export const listsHavePages: Rule = (connector) =>
  toolsOf(connector).flatMap(({ tool }) => {
    if (!/^(list|search)_/.test(tool.name)) return [];
    const missing = ["limit", "cursor"].filter((field) => !(field in tool.input.shape));
    const problems = missing.map((field) => `${tool.name}: a list without "${field}"`);
    for (const field of ["items", "next_cursor"])
      if (!(field in tool.output.shape)) problems.push(`${tool.name}: its output has no "${field}"`);
    return problems;
  });
