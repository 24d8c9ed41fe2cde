import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { MeasuredServer } from "./measured-server.ts";

const PROGRAM = fileURLToPath(import.meta.resolve("@zereight/mcp-gitlab/build/index.js"));
const START_MS = 20_000;
/** Linux counts processor time in hundredths of a second. */
const TICK_US = 10_000;

/** `@zereight/mcp-gitlab`, as its README starts it over HTTP: each request brings its token. */
export async function startPeer(url: string): Promise<MeasuredServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env["PATH"] ?? "",
      STREAMABLE_HTTP: "true",
      HOST: "127.0.0.1",
      PORT: String(port),
      GITLAB_API_URL: `${url}/api/v4`,
      REMOTE_AUTHORIZATION: "true",
      MAX_REQUESTS_PER_MINUTE: "1000",
      MCP_TRUST_PROXY: "true",
    },
    stdio: "ignore",
  });
  const mcpUrl = `http://127.0.0.1:${port}/mcp`;
  const from = Date.now();
  while (!(await answers(mcpUrl))) {
    if (child.exitCode !== null || Date.now() - from > START_MS) throw new Error("The peer did not start.");
    await pause(100);
  }
  return {
    url: mcpUrl,
    cpuUs: async () => cpuUs(child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** Fields 14 and 15 of proc_pid_stat(5): time in user and in system mode. */
function cpuUs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
