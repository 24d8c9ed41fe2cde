import { hkdfSync } from "node:crypto";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { auditFollowers, openAudit, type OpenAudit } from "./audit/index.ts";
import {
  createSignIn,
  externalAuthenticator,
  fixedConnection,
  metadataRoutes,
  openAccess,
  openKeys,
  protectedResources,
  signInAudit,
  TENANT,
  upstreamTokenAccess,
  type AuthMode,
  type AuthRoute,
  type Authenticator,
  type Keys,
  type SignInEvent,
} from "./auth/index.ts";
import type { Settings } from "./config/index.ts";
import type { Connector } from "./connector/index.ts";
import { createHttpApp, installShutdown, listen } from "./http/index.ts";
import * as mcp from "./mcp/index.ts";
import {
  createHealth,
  createLog,
  createMetrics,
  logRequest,
  type Log,
  type LogStream,
  type Metrics,
} from "./observe/index.ts";
import { readServeSettings, type Configured, type VendorSettings } from "./serve-settings.ts";
import { openState, scopedStore, type State } from "./store/index.ts";
import { createUpstream, defaultLimits, type Upstream } from "./upstream/index.ts";
import { VERSION } from "./version.ts";

export interface ServeOptions {
  /** Default: the process's environment. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Where `fairlead.json` is looked for. Default: the current folder. */
  folder?: string;
  /** Where log lines go. Default: standard output. */
  logStream?: LogStream;
  /** Mounts a connector at `/{connector}` even when it is the only one. Default: false. */
  mountByName?: boolean;
  /** Whether SIGTERM and SIGINT shut it down. Default: true. */
  signals?: boolean;
}

/** A running server. */
export interface Served {
  /** Base of every URL, as clients reach it. */
  url: string;
  /** The MCP URL of each connector, by name. */
  mcpUrls: Readonly<Record<string, string>>;
  /** Lets calls in flight finish, then ends streams and frees the port. */
  close(): Promise<void>;
}

/** What all connectors of a process share. */
interface House {
  settings: Settings;
  auth: AuthMode;
  log: Log;
  metrics: Metrics;
  state: State;
  keys: Keys;
  audit: OpenAudit;
  /** Base of every URL, as clients reach it. */
  publicUrl: string;
  /** There is one connector only. */
  alone: boolean;
}

interface Mounted {
  connector: Connector;
  path: string;
  endpoint: mcp.McpEndpoint;
  routes: readonly AuthRoute[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves connectors over HTTP: one at `/mcp`, several at `/{connector}/mcp`. The composition root: the only place that
 * knows every part.
 *
 * @throws ConfigError that names each wrong setting and what it accepts.
 */
export async function serve(connectors: readonly Connector[], options: ServeOptions = {}): Promise<Served> {
  const { env = process.env, folder = process.cwd() } = options;
  const { settings, auth, configured } = readServeSettings(connectors, { env, folder });
  const log = createLog(settings.logging, options.logStream);
  const metrics = createMetrics({
    methods: METHODS,
    tools: Object.fromEntries(connectors.map((connector) => [connector.name, mcp.toolNames(connector)])),
  });
  const health = createHealth({ version: VERSION });
  const state = await openState(settings, (error) => log.warn({ err: error }, "storage"));
  // The port comes first: every URL that people sign in with is built from it where there is no PUBLIC_URL.
  let handler: RequestListener = (_req, res) => void res.writeHead(503, { "retry-after": "1" }).end();
  let server: Server | undefined;
  let audit: OpenAudit | undefined;
  try {
    const keys = openKeys(settings, { shared: state.mode === "cluster" });
    audit = await openAudit({
      settings,
      state,
      secrets: keys.secrets,
      followers: auditFollowers(settings.audit, (fields, message) => log.info(fields, message)),
      onCheckpoint: (note) => log.info({ note }, "audit_checkpoint"),
      onWritten: ({ records, durationMs }) => metrics.audited(records, durationMs),
      report: (error, what) => log.error({ err: error }, what),
    });
    server = await listen((req, res) => handler(req, res), { ...settings, auth });
    const { port } = server.address() as AddressInfo;
    const house: House = {
      settings,
      auth,
      log,
      metrics,
      state,
      keys,
      audit,
      publicUrl: settings.publicUrl ?? `http://${hostInUrl(settings.host)}:${port}`,
      alone: connectors.length === 1,
    };
    const byName = options.mountByName === true || connectors.length > 1;
    const mounted = configured.map((each) => mount(house, each, byName ? `/${each.connector.name}` : ""));
    for (const { start } of mounted) await start();
    await state.channel.ready();
    const app = createHttpApp({
      settings,
      log,
      metrics,
      health,
      mounts: mounted.map(({ path, endpoint }) => ({ path, handle: (request) => endpoint.handle(request) })),
      routes: mounted.flatMap(({ routes }) => routes),
    });
    handler = app.handler;
    const shutdown = installShutdown({
      server,
      health,
      inFlight: app.inFlight,
      log,
      settings: settings.shutdown,
      closeStreams: async () => void (await Promise.all(mounted.map(({ endpoint }) => endpoint.closeStreams()))),
      stop: [...mounted.map(({ stop }) => stop), () => house.audit.close(), () => state.close()],
      ...(options.signals === false && { process: false as const }),
    });
    const urlOf = ({ path }: Mounted) => `${house.publicUrl}${path}/mcp`;
    const mcpUrls = Object.fromEntries(mounted.map((each) => [each.connector.name, urlOf(each)]));
    log.info({ version: VERSION, auth, mode: state.mode, mcp_urls: mcpUrls }, "serving");
    return {
      url: house.publicUrl,
      mcpUrls,
      async close() {
        await shutdown.run("close");
        shutdown.dispose();
      },
    };
  } catch (error) {
    server?.close();
    await audit?.close();
    await state.close();
    throw error;
  }
}

const METHODS = [
  "tools/list",
  "tools/call",
  "resources/list",
  "resources/templates/list",
  "resources/read",
  "resources/subscribe",
  "resources/unsubscribe",
  "prompts/list",
  "prompts/get",
  "completion/complete",
];

function mount(house: House, configured: Configured, path: string): Mounted {
  const { settings, log, metrics, state } = house;
  const { connector, vendorSettings } = configured;
  const [secret] = house.keys.secrets;
  // Keys begin with tenant and connector.
  const own = `${TENANT}/${connector.name}`;
  const upstream = createUpstream({
    target: targetOf(connector, vendorSettings),
    limits: { ...defaultLimits, maxResponseBytes: settings.limits.upstreamBytes },
    cacheKey: Buffer.from(hkdfSync("sha256", secret, "", `fairlead/cache/${connector.name}`, 32)),
    observe(event) {
      metrics.upstream(event);
      if (settings.logging.remote_requests) log.info({ ...event }, "remote_request");
    },
  });
  const runtime: mcp.Runtime = {
    connector,
    vendorSettings,
    policy: settings.policy,
    limits: settings.limits,
    upstream,
    store: scopedStore(state.durable, own),
    volatile: scopedStore(state.volatile, own),
    channel: state.channel,
    sealer: mcp.createSealer(secret),
    results: mcp.createResultCache(),
    completions: mcp.createCompletionMemory(),
    bus: mcp.createEventBus((error) => log.error({ err: error }, "a listener failed"), {
      channel: state.channel,
      topic: `${own}/events`,
    }),
    audit: house.audit.log,
    withhold: house.audit.withhold,
    record: (record) => remember(house, record),
    reportError: (error, { requestId }) => log.error({ err: error, request_id: requestId }, "unexpected failure"),
  };
  const way = wayIn(house, configured, path, runtime);
  const served = { ...runtime, upstream: way.upstream ?? upstream };
  return {
    connector,
    path,
    endpoint: mcp.createMcpEndpoint(served, way.authenticator, () => `${house.publicUrl}${path}`),
    routes: way.routes ?? [],
    start: async () => way.start?.(),
    async stop() {
      way.stop?.();
      await upstream.close();
    },
  };
}

interface WayIn {
  authenticator: Authenticator;
  routes?: readonly AuthRoute[];
  upstream?: Upstream;
  start?(): Promise<void>;
  stop?(): void;
}

/** Who is let in to one connector, and how. */
function wayIn(
  house: House,
  { connector, signIn, credential }: Configured,
  mountPath: string,
  runtime: mcp.Runtime,
): WayIn {
  const { settings, log, publicUrl, state, keys } = house;
  const { name, vendor } = connector;
  const identify: Parameters<typeof fixedConnection>[0]["identify"] = (connection) => mcp.identify(runtime, connection);
  const operator = credential && { connector: name, credential, identify };
  if (house.auth === "oauth") {
    return createSignIn({
      connector,
      signIn: signIn ?? {},
      settings: settings.signIn,
      house: { store: state.durable, ...keys },
      mount: mountPath,
      publicUrl,
      alone: house.alone,
      operatorCredential: credential,
      upstream: runtime.upstream,
      viewOf: mcp.resourceViews(connector),
      identify,
      report: (event) => rememberSignIn(house, name, event),
      reportError: (error, { requestId, what }) =>
        log.error({ err: error, connector: name, request_id: requestId }, what ?? "sign-in failed unexpectedly"),
    });
  }
  const { issuer, jwksUri } = settings.signIn;
  if (house.auth === "external" && issuer !== undefined && operator !== undefined) {
    const resources = protectedResources(`${publicUrl}${mountPath}`, mcp.resourceViews(connector));
    const authenticator = externalAuthenticator({
      server: { issuer, jwksUri },
      resources,
      scopes: vendor.scopes,
      operator: fixedConnection(operator),
    });
    const { pathname } = new URL(`${publicUrl}${mountPath}`);
    const prefix = pathname.replace(/\/$/, "");
    const described = { resources, prefix, root: house.alone, authorizationServers: [issuer], title: connector.title };
    return { authenticator, routes: metadataRoutes(described) };
  }
  const open = operator && openAccess(operator);
  if (!settings.signIn.upstreamToken && open !== undefined) return { authenticator: open };
  const kindOf = (token: string) => signIn?.kindOf?.(token) ?? "token";
  return { authenticator: upstreamTokenAccess({ connector: name, kindOf, identify, otherwise: open }) };
}

function targetOf({ vendor }: Connector, vendorSettings: VendorSettings) {
  const { writeSpacingMs = 0, allowLoopbackHttp = false, ...endpoint } = vendor.endpoint(vendorSettings as never);
  return { ...endpoint, allowLoopbackHttp, concurrency: { writeSpacingMs } };
}

/** The one line and the counts of a finished call. */
function remember({ log, metrics }: House, record: mcp.CallRecord): void {
  const { method, target, ...facts } = record;
  metrics.request({ ...facts, method, ...(method === "tools/call" && { tool: target }) });
  logRequest(log, {
    ...facts,
    method,
    ...(method === "tools/call" && { tool: target }),
    ...(method === "prompts/get" && { prompt: target }),
    ...(method.startsWith("resources/") && { resourceScheme: target }),
  });
}

/** Sign-ins, consents and refusals are decisions like any other. */
function rememberSignIn({ log, audit }: House, connector: string, event: SignInEvent): void {
  const { step, reason, clientId, requestId } = event;
  log.info({ connector, step, reason, client_id: clientId, request_id: requestId }, "sign_in");
  audit.log.note(signInAudit(event)).catch((error: unknown) => {
    log.error({ err: error, request_id: requestId }, "a sign-in could not be put on record");
  });
}

/** IPv6 addresses stand in brackets in URLs (RFC 3986 §3.2.2). */
function hostInUrl(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
