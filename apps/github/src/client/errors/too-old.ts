import { ToolError } from "@fairlead/core";
import type { Refusal } from "./refusal.ts";

/** What some supported GitHub Enterprise Servers lack: its paths, its name, and the version that brought it. */
const NEWER: readonly (readonly [RegExp, string, readonly [number, number]])[] = [
  [/\/issues\/\d+\/sub_issues$/, "sub-issues", [3, 16]],
];

/** 404 of an endpoint that this server does not have yet, and 501, which says the same without a path. */
export function tooOld({ status, headers, path }: Refusal): ToolError | undefined {
  const version = versionOf(headers["x-github-enterprise-version"]);
  const where = version === undefined ? "This GitHub" : `GitHub Enterprise Server ${version.join(".")}`;
  if (status === 501) return new ToolError("unsupported", `${where} does not have this yet: a newer version does.`);
  if (status !== 404 || version === undefined) return undefined;
  const lacking = NEWER.find(([pattern, , since]) => pattern.test(path) && isBefore(version, since));
  if (!lacking) return undefined;
  const [, what, since] = lacking;
  return new ToolError("unsupported", `${where} has no ${what}: they came with ${since.join(".")}.`);
}

function versionOf(header: string | number | undefined): readonly number[] | undefined {
  return typeof header === "string" && /^\d{1,3}(?:\.\d{1,3}){1,2}$/.test(header)
    ? header.split(".").map(Number)
    : undefined;
}

function isBefore([major = 0, minor = 0]: readonly number[], [sinceMajor, sinceMinor]: readonly [number, number]) {
  return major < sinceMajor || (major === sinceMajor && minor < sinceMinor);
}
