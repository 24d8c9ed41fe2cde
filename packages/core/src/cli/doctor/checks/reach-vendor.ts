import { isLoopback } from "../../../config/index.ts";
import { fetchTrusting } from "../../../upstream/index.ts";
import type { DoctorConnector } from "../doctor-facts.ts";

/** What a vendor's API answered to whoever knocked. */
export interface Reached {
  host: string;
  latencyMs: number;
  /** How far the vendor's clock is ahead of ours, in milliseconds, to about a second; undefined without a Date. */
  aheadMs: number | undefined;
}

/**
 * Asks for the first page of a vendor's API, without a credential. Any answer will do.
 *
 * @param now milliseconds since the epoch
 * @throws what `fetch` throws when there is none.
 */
export async function reachVendor(
  { connector, vendorSettings }: DoctorConnector,
  signal: AbortSignal,
  now: () => number,
): Promise<Reached> {
  const { hosts, caFile, allowLoopbackHttp } = connector.vendor.endpoint(vendorSettings as never);
  const [host = ""] = hosts;
  const plain = allowLoopbackHttp === true && isLoopback(new URL(`http://${host}`).hostname);
  const startedAt = performance.now();
  const response = await fetchTrusting(caFile)(`${plain ? "http" : "https"}://${host}/`, {
    redirect: "manual",
    signal,
  });
  const latencyMs = Math.round(performance.now() - startedAt);
  await response.body?.cancel();
  const date = Date.parse(response.headers.get("date") ?? "");
  // The vendor wrote its seconds down about half the way back, rounded off.
  const aheadMs = Number.isNaN(date) ? undefined : date + 500 - (now() - latencyMs / 2);
  return { host, latencyMs, aheadMs };
}

/** Where a vendor's API is, for people. */
export function hostOf({ connector, vendorSettings }: DoctorConnector): string {
  return connector.vendor.endpoint(vendorSettings as never).hosts[0] ?? connector.name;
}
