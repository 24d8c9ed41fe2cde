import type { Content } from "./operation.ts";
import type { ApiSchema } from "./document.ts";

/** A Content-Type without its parameters. */
export function mediaType(contentType: string | undefined): string | undefined {
  return contentType?.split(";")[0]?.trim().toLowerCase() || undefined;
}

export function isJson(type: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json$/.test(type);
}

export function isForm(type: string): boolean {
  return type === "application/x-www-form-urlencoded" || type === "multipart/form-data";
}

/** The schema for a media type: its own, that of any JSON, or that of a wildcard. */
export function schemaFor(content: Content, type: string): ApiSchema | undefined {
  const own = content[type];
  if (own) return own;
  const json = isJson(type) ? Object.keys(content).find(isJson) : undefined;
  return content[json ?? ""] ?? content[`${type.split("/")[0]}/*`] ?? content["*/*"];
}

/** The JSON in a body that came as text or bytes; undefined when it is none. */
export function parsedJson(body: unknown): unknown {
  if (typeof body !== "string" && !(body instanceof Uint8Array)) return body;
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

export function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || body === "" || (body instanceof Uint8Array && body.length === 0);
}
