import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Log } from "./create-log.ts";

/** How a call ended. `task`: with a task that goes on. `input_required`: with a question to the client. `refused`: by a guard, a policy or a limit, before anything ran. */
export type Outcome = "ok" | "task" | "input_required" | "tool_error" | "protocol_error" | "cancelled" | "refused";

/** What is said about each MCP call. Fields that do not apply are left out. */
export interface RequestLine {
  requestId: string;
  traceId?: string | undefined;
  connector: string;
  /** Which kind of client: of 2026-07-28, or of the revisions before. */
  era?: string | undefined;
  protocolVersion?: string | undefined;
  method: string;
  tool?: string | undefined;
  prompt?: string | undefined;
  /** Never the whole URI: it may name private things. */
  resourceScheme?: string | undefined;
  outcome: Outcome;
  /** Stable code of the error: `not_found`, or a JSON-RPC number. */
  code?: string | number | undefined;
  /** The stage of a call that refused it. */
  stage?: string | undefined;
  durationMs: number;
  client?: { name?: string | undefined; version?: string | undefined } | undefined;
  /** Who called; only a hash is written. */
  principal?: string | undefined;
  upstream?: { reads: number; writes: number; requestIds: readonly string[] } | undefined;
  /** Milliseconds by stage; given when `logging.response_timing` is on. */
  timing?: Readonly<Record<string, number>> | undefined;
}

/** Writes the one `mcp_request` line of a call. */
export function logRequest(log: Log, line: RequestLine): void {
  log.info(
    {
      request_id: line.requestId,
      trace_id: line.traceId,
      connector: line.connector,
      era: line.era,
      protocol_version: line.protocolVersion,
      method: clipped(line.method),
      tool: clipped(line.tool),
      prompt: clipped(line.prompt),
      resource_scheme: clipped(line.resourceScheme),
      outcome: line.outcome,
      code: line.code,
      stage: line.stage,
      duration_ms: milliseconds(line.durationMs),
      client: line.client && { name: clipped(line.client.name), version: clipped(line.client.version) },
      principal: line.principal === undefined ? undefined : principalHash(line.principal),
      upstream: line.upstream && {
        reads: line.upstream.reads,
        writes: line.upstream.writes,
        request_ids: line.upstream.requestIds,
      },
      timing: line.timing,
    },
    "mcp_request",
  );
}

const hashes = new LRUCache<string, string>({ max: 4096 });

/** The same short name for the same principal in every line, without saying who it is. */
function principalHash(principal: string): string {
  const known = hashes.get(principal);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(principal).digest("hex").slice(0, 16);
  hashes.set(principal, hash);
  return hash;
}

/** Names come from the client, who may send a megabyte. */
function clipped(name: string | undefined): string | undefined {
  return name !== undefined && name.length > 128 ? `${name.slice(0, 128)}…` : name;
}

function milliseconds(duration: number): number {
  return Math.round(duration * 100) / 100;
}
