import type { Connection } from "../auth/index.ts";
import type { Identity } from "../connector/index.ts";
import { openUpstream } from "./call/open-upstream.ts";
import type { Runtime } from "./runtime.ts";

const TIMEOUT_MS = 5_000;

/** Asks the vendor whose credential a connection has. Reads only. */
export async function identify(
  runtime: Pick<Runtime, "connector" | "upstream" | "vendorSettings">,
  connection: Connection,
): Promise<Identity> {
  const { vendor } = runtime.connector;
  const call = {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    deadlineAt: Date.now() + TIMEOUT_MS,
    dryRun: true,
    tool: "identity",
  };
  const { client } = await openUpstream(runtime, connection, call);
  const { kind } = await connection.credential();
  return vendor.identify(client as never, { credential: { kind }, settings: runtime.vendorSettings } as never);
}
