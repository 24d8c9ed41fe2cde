import { Agent, type Dispatcher } from "undici";
import type { Egress } from "./egress-guard.ts";
import { isLoopbackHost, publicLookup } from "./private-address.ts";
import { trustedCertificates } from "./trusted-certificates.ts";
import type { UpstreamLimits } from "./upstream-limits.ts";

/** Kept-alive sockets to the vendor: one pool per host, one pair of agents per target. */
export interface Connections {
  to(url: URL, egress: Egress): Dispatcher;
  close(): Promise<void>;
}

/** Idle sockets are dropped well before load balancers do it: a write on a socket that just died is a write in doubt. */
const idleSocketMs = 30_000;

/** A wildcard of storage hosts must not become any number of pools. */
const maxStorageHosts = 64;

/** @param caFile As in `UpstreamTarget`. @throws TypeError for a file that cannot be used */
export function createConnections(limits: UpstreamLimits, caFile?: string): Connections {
  const ca = trustedCertificates(caFile);
  const common = {
    connections: limits.maxConnectionsPerHost,
    pipelining: 1,
    // On HTTP/2 a cancelled call would only reset its stream, and undici may put requests back in its queue by itself.
    allowH2: false,
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.bodyTimeoutMs,
    keepAliveTimeout: idleSocketMs,
    keepAliveMaxTimeout: idleSocketMs,
  };
  const trusted = new Agent({ ...common, connect: { timeout: limits.connectTimeoutMs, ...(ca && { ca }) } });
  const storage = new Agent({
    ...common,
    maxOrigins: maxStorageHosts,
    connect: { timeout: limits.connectTimeoutMs, lookup: publicLookup },
  });
  return {
    // The guard lets plain http through to listed loopback hosts alone; their addresses are private by design.
    to: (url, egress) =>
      egress === "trusted" || (url.protocol === "http:" && isLoopbackHost(url.hostname)) ? trusted : storage,
    async close() {
      await Promise.all([trusted.destroy(), storage.destroy()]);
    },
  };
}
