import { Histogram, type Registry } from "prom-client";
import { bounded } from "./bounded-label.ts";
import { BUCKETS } from "./buckets.ts";

/** Sessions last as long as somebody works. */
const LONG = [900, 3_600, 14_400, 28_800, 86_400];
/** The revisions that have sessions. */
const VERSIONS = ["2025-03-26", "2025-06-18", "2025-11-25"];

/** A session that its client has ended. */
export interface EndedSession {
  connector: string;
  protocolVersion: string;
  durationMs: number;
}

/**
 * How long sessions last, under the name of OpenTelemetry's conventions. A session is its own id, and nobody is told when a
 * client goes without a word: those are not in it.
 */
export function sessionMetrics(registry: Registry, connectors: readonly string[]): (session: EndedSession) => void {
  const durations = new Histogram({
    name: "mcp_server_session_duration_seconds",
    help: "How long sessions of clients before 2026-07-28 lasted that their clients have ended.",
    labelNames: ["connector", "mcp_protocol_version"] as const,
    buckets: [...BUCKETS.filter((seconds) => seconds >= 1), ...LONG],
    registers: [registry],
  });
  const [connectorLabel, versionLabel] = [bounded(connectors), bounded(VERSIONS)];
  return ({ connector, protocolVersion, durationMs }) =>
    durations.observe(
      { connector: connectorLabel(connector), mcp_protocol_version: versionLabel(protocolVersion) },
      durationMs / 1000,
    );
}
