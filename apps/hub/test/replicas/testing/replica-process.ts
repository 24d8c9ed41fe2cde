import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@fairlead/sandbox/services";
import { AHEAD_MS, FORWARD } from "./ahead.ts";

/** One server process of a cluster. */
export interface Replica {
  name: string;
  port: number;
  /** Whether it answers and wants requests. */
  ready(): Promise<boolean>;
  /** Resolves once it is ready. @throws with its last words when it ends instead. */
  started(): Promise<void>;
  /** SIGTERM, as an orchestrator ends it. @returns the exit code. */
  stop(): Promise<number | null>;
  /** `kill -9` */
  kill(): Promise<void>;
  /** Puts its clock forward by `AHEAD_MS`. */
  putForward(): Promise<void>;
  /** Its last log lines. */
  log(): string;
}

const PROGRAM = join(import.meta.dirname, "replica.ts");
const START_MS = 180_000;
/** Replicas start many times over: what Node compiles is kept. */
const COMPILE_CACHE = join(tmpdir(), "fairlead-replicas-compiled");

export async function startReplica(name: string, env: Readonly<Record<string, string>>): Promise<Replica> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [PROGRAM], {
    env: { PATH: process.env["PATH"] ?? "", NODE_COMPILE_CACHE: COMPILE_CACHE, ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  let aheadMs = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (log = `${log}${text}`.slice(-20_000)));
  }
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const endWithUs = () => void child.kill("SIGKILL");
  process.on("exit", endWithUs);
  child.once("exit", () => process.off("exit", endWithUs));
  const end = async (signal: NodeJS.Signals) => {
    if (ended()) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  };
  const ready = async () => {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };
  return {
    name,
    port,
    ready,
    async started() {
      const giveUpAt = performance.now() + START_MS;
      while (!(await ready())) {
        if (ended() || performance.now() > giveUpAt) throw new Error(`Replica ${name} does not start: ${log}`);
        await sleep(50);
      }
    },
    async stop() {
      await end("SIGTERM");
      return child.exitCode;
    },
    kill: () => end("SIGKILL"),
    async putForward() {
      aheadMs += AHEAD_MS;
      child.kill("SIGUSR2");
      while (!log.includes(`${FORWARD}${aheadMs}\n`)) await sleep(20);
    },
    log: () => log,
  };
}
