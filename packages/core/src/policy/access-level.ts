import type { Access } from "../connector/index.ts";

/** How far an assistant may go: `write` deletes nothing, `full` does everything. */
export type AccessLevel = "read" | "write" | "full";

const REACH: Readonly<Record<AccessLevel, readonly Access[]>> = {
  read: ["read"],
  write: ["read", "write"],
  full: ["read", "write", "delete"],
};

/** Whether a tool of that access is within a level. A tool that does not say what it does is within none. */
export function isWithin(level: AccessLevel, access: Access): boolean {
  return REACH[level].includes(access);
}

/** The level that allows least. */
export function lowestLevel(...levels: readonly (AccessLevel | undefined)[]): AccessLevel {
  return (["read", "write"] as const).find((level) => levels.includes(level)) ?? "full";
}
