import type { CompletionMemory } from "./complete.ts";

/** Forgets what was proposed next to these arguments: it may be out of date. */
export function forgetProposals(
  { remembered }: CompletionMemory,
  outdated: readonly Readonly<Record<string, string>>[],
): void {
  if (outdated.length === 0) return;
  for (const key of Array.from(remembered.keys())) {
    const [, , known] = JSON.parse(key) as [string, string, Record<string, string>];
    const same = (named: Readonly<Record<string, string>>) =>
      Object.entries(named).every(([name, value]) => known[name]?.toLowerCase() === value.toLowerCase());
    if (outdated.some(same)) remembered.delete(key);
  }
}
