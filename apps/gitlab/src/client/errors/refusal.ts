import type { GitlabHttpError } from "../http-error.ts";

/** A refusal of the API: what the families of errors look at. `message` is for recognising, never for showing. */
export interface Refusal {
  status: number;
  message: string;
  headers: Headers;
  /** Names of fields that GitLab found wrong. */
  fields: readonly string[];
  /** The scopes that an `insufficient_scope` asks for. */
  scopes: readonly string[];
  /** True when the request would have changed something. */
  write: boolean;
  path: string;
}

export function refusalOf({ status, body, headers, method, path }: GitlabHttpError): Refusal {
  const facts = isObject(body) ? body : {};
  const said = facts["message"] ?? facts["error"] ?? (isObject(body) ? undefined : body);
  return {
    status,
    message: [textOf(said), textOf(facts["error_description"]), textOf(facts["error"])].join("\n"),
    headers,
    fields: fieldsOf(said),
    scopes: typeof facts["scope"] === "string" ? facts["scope"].split(" ").filter(isName) : [],
    write: method !== "GET",
    path,
  };
}

/** `{title: ["can't be blank"]}` names its fields; `title is missing` does in words. */
function fieldsOf(said: unknown): string[] {
  if (isObject(said)) return Object.keys(said).filter(isName);
  if (typeof said !== "string") return [];
  return [...said.matchAll(/\b([a-z_]+)(?:\[\])? (?:is|does not|are)\b/g)].flatMap(([, name = ""]) => name);
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value);
}

function isName(text: string): boolean {
  return /^[\w.:[\]-]{1,60}$/.test(text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
