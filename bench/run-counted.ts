import type { MeasuredServer } from "./measured-server.ts";
import type { Load } from "./run-load.ts";

/** Requests that never answer are failures, not a bench that does not end. */
const PATIENCE_MS = 10_000;

/** What so many requests cost. */
export interface Counted {
  name: string;
  calls: number;
  requestsPerSecond: number;
  p99Ms: number;
  /** Server CPU per request, in microseconds. */
  cpuUs: number;
  failures: number;
}

const WORKERS = 16;
const WARM_UP = 160;
const CALLS = 640;

/**
 * Sends the same request so many times, from as many addresses: for servers that refuse a caller's requests beyond some
 * number a minute, whom a load of seconds would only show refusing.
 */
export async function runCounted(server: MeasuredServer, load: Load): Promise<Counted> {
  await send(server.url, load, WARM_UP);
  const cpuBefore = await server.cpuUs();
  const from = performance.now();
  const { tookMs, failures } = await send(server.url, load, CALLS);
  const seconds = (performance.now() - from) / 1000;
  const cpuUs = Math.round(((await server.cpuUs()) - cpuBefore) / CALLS);
  const p99Ms = Math.round(tookMs.toSorted((a, b) => a - b)[Math.floor(CALLS * 0.99)] ?? 0);
  return {
    name: load.name,
    calls: WARM_UP + CALLS,
    requestsPerSecond: Math.round(CALLS / seconds),
    p99Ms,
    cpuUs,
    failures,
  };
}

/** Never used twice: some servers know a session's request by it, and drop the earlier one of two. */
let lastId = 0;

async function send(url: string, { headers, body }: Load, calls: number) {
  const request = JSON.parse(body) as Record<string, unknown>;
  const tookMs: number[] = [];
  let next = 0;
  let failures = 0;
  const worker = async () => {
    while (next < calls) {
      const index = next++;
      const from = performance.now();
      const address = `10.0.${Math.floor(index / 250)}.${1 + (index % 250)}`;
      const failed = await fetch(url, {
        method: "POST",
        headers: { ...headers, "x-forwarded-for": address },
        body: JSON.stringify({ ...request, id: ++lastId }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).then(
        async (response) => !(response.ok && hasResult(await response.text())),
        () => true,
      );
      tookMs.push(performance.now() - from);
      if (failed) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  return { tookMs, failures };
}

/** Whether a JSON-RPC answer, as JSON or as an event, is one without an error. */
function hasResult(text: string): boolean {
  return text.includes('"result":') && !text.includes('"isError":true');
}
