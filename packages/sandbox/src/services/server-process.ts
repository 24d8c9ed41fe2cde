import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

/** A server of a test's own, to be broken at will. It keeps its port and its data over stop, kill and start. */
export interface ServerProcess {
  port: number;
  /** The process id while it runs. */
  pid(): number | undefined;
  start(): Promise<void>;
  /** Ends it as its operator would; open connections are cut. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Stop and start. */
  restart(): Promise<void>;
  /** Holds it (SIGSTOP), its connections open: a server that no longer answers. */
  pause(): void;
  resume(): void;
}

/** How one kind of server is run. */
export interface ServerProgram {
  program: string;
  args: readonly string[];
  folder: string;
  port: number;
  user: { uid: number; gid: number } | undefined;
  /** Ends it without waiting for its clients. */
  stopSignal: NodeJS.Signals;
  /** Resolves when it answers, rejects while it does not. */
  probe(): Promise<void>;
}

const START_MS = 30_000;
const PROBE_EVERY_MS = 20;

/** What a server forked: Postgres answers each connection from a process of its own. */
function childrenOf(pid: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child = 0]) => child);
}

/** Wraps a server's program in handles; nothing runs before `start`. */
export function serverProcess({ program, args, folder, port, user, stopSignal, probe }: ServerProgram): ServerProcess {
  let child: ChildProcess | undefined;
  let stderr = "";
  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const signal = (name: NodeJS.Signals) => {
    if (child?.pid === undefined || !running()) return;
    process.kill(child.pid, name);
    for (const pid of childrenOf(child.pid)) process.kill(pid, name);
  };
  const endWithUs = () => void (running() && child?.kill("SIGKILL"));
  const end = async (name: NodeJS.Signals) => {
    process.off("exit", endWithUs);
    if (child === undefined || !running()) return;
    const exit = once(child, "exit");
    child.kill(name);
    // One that is held ends only after it goes on.
    child.kill("SIGCONT");
    await exit;
  };
  const launch = () => {
    stderr = "";
    child = spawn(program, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"], ...user });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr = `${stderr}${text}`.slice(-4_000)));
    child.on("error", (error) => (stderr += error.message));
    process.on("exit", endWithUs);
  };
  const server: ServerProcess = {
    port,
    pid: () => (running() ? child?.pid : undefined),
    async start() {
      if (running()) return;
      const giveUpAt = performance.now() + START_MS;
      launch();
      for (;;) {
        const answers = await probe().then(
          () => true,
          () => false,
        );
        if (answers && running()) return;
        if (performance.now() > giveUpAt) {
          await end("SIGKILL");
          throw new Error(`${program} did not start on port ${port}: ${stderr}`);
        }
        await sleep(PROBE_EVERY_MS);
        // After a kill, Postgres waits until the last process of the one before has noticed: until then it ends itself.
        if (!running()) {
          process.off("exit", endWithUs);
          launch();
        }
      }
    },
    stop: () => end(stopSignal),
    kill: () => end("SIGKILL"),
    async restart() {
      await server.stop();
      await server.start();
    },
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
  };
  return server;
}
