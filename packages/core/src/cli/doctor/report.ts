import type { Verdict } from "./check.ts";
import type { Found } from "./run-checks.ts";

const MARKS: Readonly<Record<Verdict, string>> = { ok: "ok  ", warn: "WARN", fail: "FAIL", skip: "-   " };

/** 0: nothing to do; 1: warnings; 2: problems. The convention of monitoring plugins. */
export function exitCodeOf(findings: readonly Found[]): 0 | 1 | 2 {
  if (findings.some(({ verdict }) => verdict === "fail")) return 2;
  return findings.some(({ verdict }) => verdict === "warn") ? 1 : 0;
}

/** The findings for people: a line each, and below what is wrong why that matters and what to do. */
export function reportText(findings: readonly Found[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const indent = " ".repeat(MARKS.ok.length + width + 4);
  const lines = findings.flatMap(({ check, verdict, about, found, why, todo }) => [
    `${MARKS[verdict]}  ${check.padEnd(width)}  ${about === undefined ? "" : `${about}: `}${found}`,
    ...(verdict === "warn" || verdict === "fail" ? [`${indent}why   ${why}`, `${indent}do    ${todo}`] : []),
  ]);
  return [...lines, "", summary(findings)].join("\n");
}

function summary(findings: readonly Found[]): string {
  const count = (verdict: Verdict) => findings.filter((each) => each.verdict === verdict).length;
  const [problems, warnings] = [count("fail"), count("warn")];
  if (problems === 0 && warnings === 0) return "Nothing to do.";
  return `Problems: ${problems}, warnings: ${warnings}.`;
}

/** The findings for programs. */
export function reportJson(findings: readonly Found[], version: string): string {
  return JSON.stringify({ version, exitCode: exitCodeOf(findings), findings }, null, 2);
}
