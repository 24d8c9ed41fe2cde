import type { z } from "zod";
import { nearest } from "../../connector/index.ts";

const MAX_ISSUES = 5;

/** Says in one line what is wrong with each field, what was found and what it accepts. */
export function explainIssues(
  issues: readonly z.core.$ZodIssue[],
  args: Readonly<Record<string, unknown>>,
  fields: ReadonlySet<string>,
): string {
  const said = issues.flatMap((issue) => explain(issue, args, fields));
  const shown = said.slice(0, MAX_ISSUES).join(" ");
  return said.length > MAX_ISSUES ? `${shown} (${said.length - MAX_ISSUES} more)` : shown;
}

function explain(
  issue: z.core.$ZodIssue,
  args: Readonly<Record<string, unknown>>,
  fields: ReadonlySet<string>,
): string[] {
  const place = issue.path.length === 0 ? "" : pathText(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      unknownField(place === "" ? key : `${place}.${key}`, key, place === "" ? fields : []),
    );
  }
  if (issue.code === "invalid_type" && valueAt(args, issue.path) === undefined)
    return [`"${place}" is required (${issue.expected}).`];
  return [`"${place}": ${issue.message}.`];
}

function unknownField(shown: string, key: string, fields: Iterable<string>): string {
  const names = [...fields];
  const close = nearest(key.slice(0, 80), names);
  const help =
    close !== undefined ? ` Did you mean "${close}"?` : names.length > 0 ? ` Fields: ${names.join(", ")}.` : "";
  return `There is no field "${shown.slice(0, 120)}".${help}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`))
    .join("");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}
