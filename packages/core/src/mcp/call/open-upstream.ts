import type { Wiring } from "../../connector/index.ts";
import type { Connection } from "../../auth/index.ts";
import type { UpstreamEvent, UpstreamSession } from "../../upstream/index.ts";
import type { Caller } from "../caller.ts";
import type { Runtime } from "../runtime.ts";

/** The vendor's client for one call: bound to the connection's credential, the deadline and the caller's patience. */
export async function openUpstream(
  runtime: Pick<Runtime, "connector" | "upstream" | "vendorSettings" | "remoteRequest">,
  connection: Connection,
  call: {
    signal: AbortSignal;
    deadlineAt: number;
    dryRun: boolean;
    freshMs?: number;
    staleMs?: number;
    bulk?: boolean;
    tool: string;
    /** On whose behalf, and what they named; undefined for our own questions. */
    asked?: { caller: Caller; named: unknown };
  },
): Promise<{ client: unknown; session: UpstreamSession }> {
  const { vendor, name } = runtime.connector;
  const session = runtime.upstream.fetchFor({
    credential: {
      id: connection.id,
      apply: async (headers) => vendor.authorize(headers, await connection.credential()),
    },
    signal: call.signal,
    deadlineAt: call.deadlineAt,
    dryRun: call.dryRun,
    freshMs: call.freshMs,
    staleMs: call.staleMs,
    bulk: call.bulk,
    watch: watchOf(runtime, call.asked),
    label: { connector: name, tool: call.tool },
  });
  const wiring: Wiring<unknown> = { settings: runtime.vendorSettings, fetch: session.fetch, signal: call.signal };
  return { client: vendor.client(wiring as never), session };
}

/** Who wants to see each request: the call's trace, and the operator who looks for what is wrong. */
function watchOf(
  { remoteRequest }: Pick<Runtime, "remoteRequest">,
  asked: { caller: Caller; named: unknown } | undefined,
) {
  const trace = asked?.caller.trace;
  if (trace === undefined && remoteRequest === undefined) return undefined;
  return (event: UpstreamEvent) => {
    trace?.vendor(event);
    remoteRequest?.(event, { requestId: asked?.caller.requestId, traceId: trace?.traceId, named: asked?.named });
  };
}
