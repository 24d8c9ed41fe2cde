import { TENANT, type AuthRoute } from "./auth/index.ts";
import type { Connector } from "./connector/index.ts";
import type { House } from "./house.ts";
import * as mcp from "./mcp/index.ts";
import { logRemoteRequest } from "./observe/index.ts";
import {
  createFlowMarks,
  createPolicyBook,
  createUsageCounter,
  operatorRules,
  type PolicyBook,
} from "./policy/index.ts";
import { recordCall } from "./record-call.ts";
import type { Configured } from "./serve-settings.ts";
import { openVendorWay } from "./serve-upstream.ts";
import { wayIn } from "./serve-way-in.ts";
import { serveWebhooks } from "./serve-webhooks.ts";
import { scopedChannel, scopedStore } from "./store/index.ts";

/** A connector at its place in a process. */
export interface Mounted {
  connector: Connector;
  path: string;
  runtime: mcp.Runtime;
  desk: ReturnType<typeof wayIn>["desk"];
  endpoint: mcp.McpEndpoint;
  policies: PolicyBook;
  routes: readonly AuthRoute[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Puts one connector together with all that serves it.
 *
 * @param path Where it is mounted: empty for the root.
 */
export function mountConnector(house: House, configured: Configured, path: string): Mounted {
  const { settings, log, metrics, state } = house;
  const { connector, vendorSettings } = configured;
  const [secret] = house.keys.secrets;
  // Keys begin with tenant and connector.
  const own = `${TENANT}/${connector.name}`;
  const channel = scopedChannel(state.channel, own);
  const store = scopedStore(state.durable, own);
  const volatile = scopedStore(state.volatile, own);
  const { upstream, cache } = openVendorWay(configured, { settings, limits: house.limits, metrics, secret });
  const onError = (error: unknown) => log.error({ err: error }, "a listener failed");
  const policies = createPolicyBook({ connector, store, channel, audit: house.audit.log, onError });
  const runtime: mcp.Runtime = {
    connector,
    vendorSettings,
    signInUrl:
      house.auth !== "oauth" ? configured.signIn?.tokens?.[0]?.createUrl : `${house.publicUrl}${path}/connections`,
    policy: { ...settings.policy, allow: operatorRules(connector, vendorSettings) },
    policies,
    usage: createUsageCounter({ minutes: volatile, days: scopedStore(state.counts, own) }),
    flowMarks: createFlowMarks(volatile),
    permissionsUrl:
      house.auth === "oauth" ? (id) => `${house.publicUrl}${path}/connections/${encodeURIComponent(id)}` : undefined,
    limits: settings.limits,
    caching: settings.cache,
    admission: house.limits.admission,
    upstream,
    store,
    volatile,
    channel,
    sealer: mcp.createSealer(house.keys.secrets),
    results: mcp.createResultCache(cache, (found) => metrics.cache("results", found ? "hit" : "miss")),
    kept: mcp.createKeptReads(cache),
    tasks: house.work,
    ...mcp.openEvents({
      connector,
      vendorSettings,
      limits: settings.limits,
      channel,
      volatile,
      cache,
      onError,
    }),
    audit: house.audit.log,
    withhold: house.audit.withhold,
    record: (record) => recordCall(house, record),
    sessionEnded: (session) => metrics.sessionEnded({ connector: connector.name, ...session }),
    remoteRequest: settings.logging.remote_requests
      ? ({ requestId: upstreamRequestId, ...event }, on) =>
          logRemoteRequest(log, { ...event, ...on, upstreamRequestId })
      : undefined,
    reportError: (error, { requestId }) => log.error({ err: error, request_id: requestId }, "unexpected failure"),
  };
  const way = wayIn(house, configured, path, runtime);
  const served = { ...runtime, upstream: way.upstream ?? upstream };
  const endpoint = mcp.createMcpEndpoint(served, way.authenticator, () => `${house.publicUrl}${path}`);
  metrics.watchSessions(connector.name, () => endpoint.liveSessions());
  const webhooks = serveWebhooks(configured, { ...house, path, scope: own, runtime, way });
  return {
    connector,
    path,
    runtime,
    desk: way.desk,
    endpoint,
    policies,
    routes: [...(way.routes ?? []), ...(webhooks?.routes ?? [])],
    async start() {
      await way.start?.();
      await webhooks?.start();
    },
    async stop() {
      way.stop?.();
      await webhooks?.stop();
      await endpoint.closeTasks();
      await upstream.close();
    },
  };
}
