import type { AnyReach } from "../connector/index.ts";
import type { AllowList } from "./allow-list.ts";

/** A result without the rows that no list lets through, and how many those were. */
export interface Withheld<Output> {
  output: Output;
  rows: number;
}

/** Drops each row of the result's lists, at any depth, that names something which may not be read. */
export function withholdRows<Output extends object>(
  output: Output,
  reach: AnyReach | undefined,
  list: AllowList,
): Withheld<Output> {
  if (reach?.ofRow === undefined || !list.narrows("read")) return { output, rows: 0 };
  let rows = 0;
  const stays = (row: unknown): boolean => {
    const name = isRecord(row) ? reach.ofRow?.(row) : undefined;
    const kept = name === undefined || list.refusing(name, "read") === undefined;
    if (!kept) rows += 1;
    return kept;
  };
  const kept = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter(stays).map(kept);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, kept(field)]));
  };
  return { output: kept(output) as Output, rows };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
