import type { Settings } from "./config/index.ts";
import { createCallTrace, openTracing, type CallTrace, type Log } from "./observe/index.ts";
import { VERSION } from "./version.ts";

/** What notes how long the stages of requests take, for whoever wants to know. */
export interface Traces {
  /** Undefined where nobody does: then it costs nothing. */
  begin: (() => CallTrace) | undefined;
  /** Sends what waits. */
  close(): Promise<void>;
}

export async function openTraces(settings: Pick<Settings, "tracing" | "logging">, log: Log): Promise<Traces> {
  const report = (problem: string) => log.warn({ problem }, "traces");
  const tracing = await openTracing(settings.tracing, { version: VERSION, report });
  const { response_timing, remote_requests } = settings.logging;
  const wanted = tracing !== undefined || response_timing || remote_requests;
  return {
    begin: wanted ? () => createCallTrace(tracing) : undefined,
    close: async () => tracing?.close(),
  };
}
