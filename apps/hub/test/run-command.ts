import { spawn } from "node:child_process";

export interface CommandResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  env?: Readonly<Record<string, string>>;
  /** Everything on its standard input; it is closed after that. */
  input?: string;
  /** Sees what it prints, on either stream, as it comes. */
  onOutput?: (text: string) => void;
}

const COMMAND_MS = 60_000;

/** Runs a Node program of a dependency with a home folder of its own, so that nothing of the person's is read or written. */
export function runCommand(
  script: string,
  args: readonly string[],
  home: string,
  { env = {}, input = "", onOutput = () => {} }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: home,
      env: { ...commandEnv(home), ...env },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: COMMAND_MS,
    });
    const result: CommandResult = { status: null, stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        result[stream] += text;
        onOutput(text);
      });
    }
    child.stdin.on("error", () => {}).end(input);
    child.on("error", reject).on("close", (status) => resolve({ ...result, status }));
  });
}

/** All of the environment that a client's program sees. A browser that it opens does nothing; what Node compiles is kept. */
export function commandEnv(home: string): Record<string, string> {
  const { PATH = "", NODE_COMPILE_CACHE = "" } = process.env;
  return { PATH, NODE_COMPILE_CACHE, HOME: home, NO_COLOR: "1", BROWSER: "true" };
}
