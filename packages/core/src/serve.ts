import { hkdfSync, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { openAccess } from "./auth/index.ts";
import {
  ConfigError,
  coreSettings,
  describeSettings,
  loadSettings,
  readConfigFile,
  type Settings,
} from "./config/index.ts";
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
import { memoryStore } from "./store/index.ts";
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

type VendorSettings = z.output<z.ZodObject>;

/** What all connectors of a process share. */
interface House {
  settings: Settings;
  log: Log;
  metrics: Metrics;
  secret: Buffer;
  baseUrl: () => string;
}

interface Mounted {
  connector: Connector;
  path: string;
  endpoint: mcp.McpEndpoint;
  upstream: Upstream;
}

/**
 * Serves connectors over HTTP: one at `/mcp`, several at `/{connector}/mcp`. The composition root: the only place that
 * knows every part.
 *
 * @throws ConfigError that names each wrong setting and what it accepts.
 */
export async function serve(connectors: readonly Connector[], options: ServeOptions = {}): Promise<Served> {
  const { settings, vendorSettings } = readSettings(connectors, options);
  const log = createLog(settings.logging, options.logStream);
  const metrics = createMetrics({
    methods: METHODS,
    tools: Object.fromEntries(connectors.map((connector) => [connector.name, mcp.toolNames(connector)])),
  });
  const health = createHealth({ version: VERSION });
  let baseUrl = settings.publicUrl;
  const house: House = { settings, log, metrics, secret: secretOf(settings), baseUrl: () => baseUrl ?? "" };

  const byName = options.mountByName === true || connectors.length > 1;
  const mounted = connectors.map((connector) =>
    mount(house, connector, vendorSettings[connector.name] ?? {}, byName ? `/${connector.name}` : ""),
  );
  const { handler, inFlight } = createHttpApp({
    settings,
    log,
    metrics,
    health,
    mounts: mounted.map(({ path, endpoint }) => ({ path, handle: (request) => endpoint.handle(request) })),
  });
  const server = await listen(handler, settings);
  baseUrl ??= `http://${hostInUrl(settings.host)}:${(server.address() as AddressInfo).port}`;

  const shutdown = installShutdown({
    server,
    health,
    inFlight,
    log,
    settings: settings.shutdown,
    closeStreams: async () => void (await Promise.all(mounted.map(({ endpoint }) => endpoint.closeStreams()))),
    stop: mounted.map(
      ({ upstream }) =>
        () =>
          upstream.close(),
    ),
    ...(options.signals === false && { process: false as const }),
  });
  const mcpUrls = Object.fromEntries(mounted.map(({ connector, path }) => [connector.name, `${baseUrl}${path}/mcp`]));
  log.info({ version: VERSION, mcp_urls: mcpUrls }, "serving");
  return {
    url: baseUrl,
    mcpUrls,
    async close() {
      await shutdown.run("close");
      shutdown.dispose();
    },
  };
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

/** Reads the core's settings and each connector's, which stand under the connector's name in `fairlead.json`. */
function readSettings(connectors: readonly Connector[], { env = process.env, folder = process.cwd() }: ServeOptions) {
  const file = readConfigFile(env, folder);
  const sections = Object.fromEntries(connectors.map(({ name, vendor }) => [name, vendor.settings]));
  const all = loadSettings(coreSettings.extend(sections), {
    env,
    ...(file !== undefined && { file: file.value, fileName: file.path }),
  });
  const settings = all as unknown as Settings;
  checkPolicy(connectors, settings);
  return { settings, vendorSettings: all as unknown as Record<string, VendorSettings> };
}

/** A toolset that no connector has would silently serve nothing. */
function checkPolicy(connectors: readonly Connector[], { policy }: Settings): void {
  const known = new Set(connectors.flatMap(({ toolsets }) => Object.keys(toolsets)));
  const unknown = policy.toolsets?.filter((name) => !known.has(name)) ?? [];
  if (unknown.length === 0) return;
  throw new ConfigError([{ where: "FAIRLEAD_TOOLSETS", found: unknown.join(", "), accepts: [...known].join(", ") }]);
}

/** Without a configured secret, what was sealed before a restart does not open after it. */
function secretOf({ secret }: Settings): Buffer {
  return secret === undefined ? randomBytes(32) : Buffer.from(hkdfSync("sha256", secret, "", "fairlead/root/1", 32));
}

function mount(house: House, connector: Connector, vendorSettings: VendorSettings, path: string): Mounted {
  const { settings, log, metrics, secret } = house;
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
    store: memoryStore(),
    sealer: mcp.createSealer(secret),
    results: mcp.createResultCache(),
    completions: mcp.createCompletionMemory(),
    bus: mcp.createEventBus((error) => log.error({ err: error }, "a listener failed")),
    record: (record) => remember(house, record),
    reportError: (error, { requestId }) => log.error({ err: error, request_id: requestId }, "unexpected failure"),
  };
  const credential = connector.vendor.operatorCredential(vendorSettings as never);
  if (credential === undefined) throw missingCredential(connector);
  const authenticator = openAccess({
    connector: connector.name,
    credential,
    identify: (connection) => mcp.identify(runtime, connection),
  });
  const resourceBase = () => `${house.baseUrl()}${path}`;
  return { connector, path, upstream, endpoint: mcp.createMcpEndpoint(runtime, authenticator, resourceBase) };
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

function missingCredential({ name, title, vendor }: Connector): ConfigError {
  const secrets = describeSettings(z.object({ [name]: vendor.settings })).filter(({ env }) =>
    /TOKEN|KEY/.test(env ?? ""),
  );
  const where = secrets.map(({ env }) => env).join(" or ") || `${name}'s credential`;
  return new ConfigError([
    {
      where,
      found: "nothing",
      accepts: `a token of ${title}`,
      advice: "AUTH=none works with one credential, the operator's, for everybody.",
    },
  ]);
}

/** IPv6 addresses stand in brackets in URLs (RFC 3986 §3.2.2). */
function hostInUrl(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
