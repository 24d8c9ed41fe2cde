import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A process that writes records into files, and tells how that went. */
export interface SinkProcess {
  pid: number;
  /** Writes one record. */
  write(opId: string): Promise<{ told: string; tookMs: number }>;
  /** Lets it end by itself. */
  end(): Promise<void>;
}

const program = join(import.meta.dirname, "write-and-tell.ts");

/**
 * @param options.shell what a shell does before it becomes the process: `ulimit -S -f 64`
 * @param options.user who it runs as; only root may say
 */
export function sinkProcess(
  folder: string,
  options: { shell?: string; maxBytes?: number; user?: { uid: number; gid: number } | undefined } = {},
): SinkProcess {
  const { shell = "true", maxBytes = "", user } = options;
  const args = ["-c", `${shell}; exec "$0" "$@"`, process.execPath, program, folder, String(maxBytes)];
  const child: ChildProcess = spawn("sh", args, { stdio: ["pipe", "pipe", "inherit"], ...user });
  const { stdin, stdout, pid } = child;
  if (stdin === null || stdout === null || pid === undefined) throw new Error("The process has no way in or out.");
  const exit = once(child, "exit");
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    pid,
    async write(opId) {
      stdin.write(`${opId}\n`);
      const { value = "gone 0" } = (await answers.next()) as { value?: string };
      const [told = "", tookMs] = value.split(" ");
      return { told, tookMs: Number(tookMs) };
    },
    async end() {
      stdin.end();
      await exit;
    },
  };
}
