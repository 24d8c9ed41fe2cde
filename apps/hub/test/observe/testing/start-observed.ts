import { serve } from "@fairlead/core";
import { github } from "@fairlead/github";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { startOtlpReceiver, type OtlpReceiver } from "./otlp-receiver.ts";

/** A server with everything on that tells what it does. */
export interface Observed {
  standIn: GithubStandIn;
  url: string;
  mcpUrl: string;
  collector: OtlpReceiver;
  /** Log lines so far, as they were written. */
  log: string[];
  /** Log lines of that message, read. */
  lines(message: string): Record<string, unknown>[];
  /** Ends the server, which sends what it has; the collector keeps it. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function startObserved(env: Record<string, string> = {}): Promise<Observed> {
  const standIn = await startGithub();
  const collector = await startOtlpReceiver();
  const log: string[] = [];
  const served = await serve([github], {
    env: {
      PORT: "0",
      LOG_LEVEL: "debug",
      LOG_REMOTE_REQUESTS: "on",
      FAIRLEAD_DATA: ":memory:",
      AUDIT_STDOUT: "on",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      ...standIn.env(),
      ...env,
    },
    logStream: { write: (line) => void log.push(line) },
    signals: false,
  });
  let stopped = false;
  const stop = async () => {
    if (!stopped) await served.close();
    stopped = true;
  };
  return {
    standIn,
    url: served.url,
    mcpUrl: served.mcpUrls["github"] ?? "",
    collector,
    log,
    lines: (message) =>
      log.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === message),
    stop,
    async close() {
      await stop();
      await collector.close();
      await standIn.close();
    },
  };
}
