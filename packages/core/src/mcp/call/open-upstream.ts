import type { Wiring } from "../../connector/index.ts";
import type { Connection } from "../../auth/index.ts";
import type { UpstreamSession } from "../../upstream/index.ts";
import type { Runtime } from "../runtime.ts";

/** The vendor's client for one call: bound to the connection's credential, the deadline and the caller's patience. */
export async function openUpstream(
  runtime: Pick<Runtime, "connector" | "upstream" | "vendorSettings">,
  connection: Connection,
  call: {
    signal: AbortSignal;
    deadlineAt: number;
    dryRun: boolean;
    freshMs?: number;
    staleMs?: number;
    bulk?: boolean;
    tool: string;
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
    label: { connector: name, tool: call.tool },
  });
  const wiring: Wiring<unknown> = { settings: runtime.vendorSettings, fetch: session.fetch, signal: call.signal };
  return { client: vendor.client(wiring as never), session };
}
