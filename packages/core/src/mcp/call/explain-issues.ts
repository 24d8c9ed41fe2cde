import type { z } from "zod";
import { nearest } from "../../connector/index.ts";

const MAX_ISSUES = 5;

/** Says in one line what is wrong with each field, what was found and what it accepts. Unknown fields come first. */
export function explainIssues(
  issues: readonly z.core.$ZodIssue[],
  args: Readonly<Record<string, unknown>>,
  fields: ReadonlySet<string>,
): string {
  const missing = issues.filter((issue) => isMissing(issue, args));
  const said = [
    ...issues.flatMap((issue) => explainUnknown(issue, fields)),
    ...(missing.length > 0 ? [`Required: ${missing.map(requirement).join(", ")}.`] : []),
    ...issues.flatMap((issue) =>
      issue.code === "unrecognized_keys" || missing.includes(issue)
        ? []
        : [`"${pathText(issue.path)}": ${issue.message}.`],
    ),
  ];
  const shown = said.slice(0, MAX_ISSUES).join(" ");
  return said.length > MAX_ISSUES ? `${shown} (${said.length - MAX_ISSUES} more)` : shown;
}

function isMissing(issue: z.core.$ZodIssue, args: Readonly<Record<string, unknown>>): boolean {
  return issue.code === "invalid_type" && valueAt(args, issue.path) === undefined;
}

function requirement(issue: z.core.$ZodIssue): string {
  const type = issue.code === "invalid_type" ? ` (${issue.expected})` : "";
  return `"${pathText(issue.path)}"${type}`;
}

function explainUnknown(issue: z.core.$ZodIssue, fields: ReadonlySet<string>): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const place = pathText(issue.path);
  return issue.keys.map((key) => unknownField(place === "" ? key : `${place}.${key}`, key, place === "" ? fields : []));
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
