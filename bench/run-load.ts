import autocannon from "autocannon";
import type { MeasuredServer } from "./measured-server.ts";

export interface Load {
  name: string;
  headers: Record<string, string>;
  body: string;
}

export interface Measured {
  name: string;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Server CPU per request, in microseconds: steadier than requests per second on a busy machine. */
  cpuUs: number;
  failures: number;
}

const CONNECTIONS = 16;
const WARM_UP_S = 2;
const SECONDS = 4;

/** Sends the same request for some seconds and measures what it cost the server. */
export async function runLoad(server: MeasuredServer, { name, headers, body }: Load): Promise<Measured> {
  const options = { url: server.url, method: "POST" as const, headers, body, connections: CONNECTIONS };
  await autocannon({ ...options, duration: WARM_UP_S });
  const before = await server.cpuUs();
  const result = await autocannon({ ...options, duration: SECONDS });
  const spent = (await server.cpuUs()) - before;
  return {
    name,
    requestsPerSecond: Math.round(result.requests.average),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuUs: Math.round(spent / result.requests.total),
    failures: result.non2xx + result.errors,
  };
}
