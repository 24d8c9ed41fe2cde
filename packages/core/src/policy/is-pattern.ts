import type { AnyReach } from "../connector/index.ts";

const PATTERN = /^!?[^\s,!]+$/;

/** A pattern that no name can match would silently allow nothing. */
export function isPattern(text: string, { fields }: AnyReach): boolean {
  if (!PATTERN.test(text)) return false;
  const parts = text.split("/");
  return fields.length === 1 || parts.includes("**") || parts.length === fields.length;
}
