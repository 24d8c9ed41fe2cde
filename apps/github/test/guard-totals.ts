import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Guard } from "@fairlead/testkit/guard";

const FOLDER = "FAIRLEAD_GUARD_TOTALS";

/** Adds what one test file's guard saw to the totals of the whole run. */
export function addGuardTotals(guard: Guard, tools: ReadonlySet<string>): void {
  const folder = process.env[FOLDER];
  if (folder === undefined) return;
  const { requests, responses, operations } = guard.report();
  const totals = { requests, responses, operations: [...operations.keys()], tools: [...tools] };
  writeFileSync(join(folder, `${process.pid}-${performance.now()}.json`), JSON.stringify(totals));
}

type Totals = { requests: number; responses: number; operations: string[]; tools: string[] };

/** Vitest's global set-up: prints, after the last test, what all guards have seen together. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-guard-"));
  process.env[FOLDER] = folder;
  return () => {
    const parts = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Totals);
    rmSync(folder, { recursive: true, force: true });
    if (parts.length === 0) return;
    const sum = (field: "requests" | "responses") => parts.reduce((total, part) => total + part[field], 0);
    const distinct = (field: "operations" | "tools") => new Set(parts.flatMap((part) => part[field])).size;
    process.stdout.write(
      `guard: ${sum("requests")} requests and ${sum("responses")} responses of ${distinct("tools")} tools checked ` +
        `against ${distinct("operations")} operations of GitHub's API description\n`,
    );
  };
}
