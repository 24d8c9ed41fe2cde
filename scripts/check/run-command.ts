import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import type { StepResult } from "./run-steps.ts";

/** Runs one of the workspace's own commands at `root` and waits for its end; it is ok when that is 0. */
export function runCommand(root: string, command: string, args: readonly string[]): Promise<StepResult> {
  const path = [join(root, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  const env = { ...process.env, PATH: path, NO_COLOR: "1" };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: string): void => {
      output += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => resolve({ ok: code === 0, output }));
  });
}
