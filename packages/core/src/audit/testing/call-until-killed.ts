import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** How much a process is told before it is killed. */
export const LEAST_ACKNOWLEDGED = 60;

const program = join(import.meta.dirname, "audit-and-tell.ts");

/**
 * Starts callers on an audit log, and kills their process once enough is on record.
 *
 * @returns what they were told before the kill: phase → operations.
 */
export async function callUntilKilled(
  data: string,
  sink: string,
  shared: Readonly<Record<string, string>> = {},
): Promise<Record<"intent" | "outcome", Set<string>>> {
  const told = { intent: new Set<string>(), outcome: new Set<string>() };
  const env = { ...process.env, DATABASE_URL: "", REDIS_URL: "", ...shared };
  const child = spawn(process.execPath, [program, data, sink], { env, stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const [phase = "", opId = ""] = line.split(" ");
    told[phase as "intent" | "outcome"].add(opId);
    if (told.intent.size + told.outcome.size === LEAST_ACKNOWLEDGED) child.kill("SIGKILL");
  }
  await exit;
  return told;
}
