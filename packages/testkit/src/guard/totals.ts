import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Guard } from "./guard.ts";

const FOLDER = "FAIRLEAD_GUARD_TOTALS";

/**
 * Adds what one test file's guard saw to the totals of the whole run.
 *
 * @param tools names of those that were called
 * @param vendor whose description it was, as people write it
 */
export function addGuardTotals(guard: Guard, tools: ReadonlySet<string>, vendor: string): void {
  const folder = process.env[FOLDER];
  if (folder === undefined) return;
  const { requests, responses, operations } = guard.report();
  const totals: Totals = { vendor, requests, responses, operations: [...operations.keys()], tools: [...tools] };
  writeFileSync(join(folder, `${process.pid}-${performance.now()}.json`), JSON.stringify(totals));
}

interface Totals {
  vendor: string;
  requests: number;
  responses: number;
  operations: string[];
  tools: string[];
}

/** Vitest's global set-up: prints, after the last test, what all guards of each vendor have seen together. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-guard-"));
  process.env[FOLDER] = folder;
  return () => {
    const parts = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Totals);
    rmSync(folder, { recursive: true, force: true });
    for (const [vendor, own = []] of Object.entries(Object.groupBy(parts, (part) => part.vendor))) {
      process.stdout.write(`${told(vendor, own)}\n`);
    }
  };
}

function told(vendor: string, parts: readonly Totals[]): string {
  const sum = (field: "requests" | "responses") => parts.reduce((total, part) => total + part[field], 0);
  const distinct = (field: "operations" | "tools") => new Set(parts.flatMap((part) => part[field])).size;
  return (
    `guard: ${sum("requests")} requests and ${sum("responses")} responses of ${distinct("tools")} tools checked ` +
    `against ${distinct("operations")} operations of ${vendor}'s API description`
  );
}
