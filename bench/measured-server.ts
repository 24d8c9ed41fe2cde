import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A server in its own process, so that its CPU time is its own. */
export interface MeasuredServer {
  url: string;
  /** User and system time so far, in microseconds. */
  cpuUs(): Promise<number>;
  stop(): Promise<void>;
}

/** What a server's process tells its parent. */
export type ServerMessage = { kind: "listening"; url: string } | { kind: "cpu"; us: number };

/** Starts `servers/<name>.ts`, with more in its environment where that is said. */
export async function startMeasured(name: string, env: Readonly<Record<string, string>> = {}): Promise<MeasuredServer> {
  const child = fork(fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url)), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, ...env },
  });
  const listening = await next(child, "listening");
  return {
    url: listening.url,
    async cpuUs() {
      child.send("cpu");
      return (await next(child, "cpu")).us;
    },
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function next<Kind extends ServerMessage["kind"]>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<ServerMessage, { kind: Kind }>> {
  const gone = new AbortController();
  const exited = once(child, "exit", { signal: gone.signal }).then(() => {
    throw new Error("The server ended before it answered.");
  });
  exited.catch(() => {});
  try {
    for (;;) {
      const [message] = (await Promise.race([once(child, "message"), exited])) as [ServerMessage];
      if (message.kind === kind) return message as Extract<ServerMessage, { kind: Kind }>;
    }
  } finally {
    gone.abort();
  }
}
