import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { OpenAudit } from "./audit/index.ts";
import { openKeys, TENANT } from "./auth/index.ts";
import { ownUrl } from "./config/index.ts";
import { createConsole, shareNumbers, type SharedNumbers } from "./console/index.ts";
import type { Connector } from "./connector/index.ts";
import type { House } from "./house.ts";
import {
  createHttpApp,
  installShutdown,
  listen,
  listenAdmin,
  readJsonBytes,
  serverCardRoute,
  type AdminPort,
} from "./http/index.ts";
import { openWork, type Work } from "./open-work.ts";
import * as mcp from "./mcp/index.ts";
import { mirrorRoute } from "./mirror/index.ts";
import { mountConnector, type Mounted } from "./mount-connector.ts";
import { createHealth, createLog, createMetrics, type LogStream } from "./observe/index.ts";
import type { PolicyBook } from "./policy/index.ts";
import { openServeAudit } from "./serve-audit.ts";
import { openLimits } from "./serve-limits.ts";
import { openTraces, type Traces } from "./serve-traces.ts";
import { readServeSettings } from "./serve-settings.ts";
import { openState, scopedStore, type State } from "./store/index.ts";
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
  /** Where the operator looks; undefined where no admin port is set. */
  adminUrl: string | undefined;
  /** What the owners of connections allow, by connector. */
  policies: Readonly<Record<string, PolicyBook>>;
  /** Lets calls in flight finish, then ends streams and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves connectors over HTTP: one at `/mcp`, several at `/{connector}/mcp`. The composition root: the only place that
 * knows every part.
 *
 * @throws ConfigError that names each wrong setting and what it accepts.
 */
export async function serve(connectors: readonly Connector[], options: ServeOptions = {}): Promise<Served> {
  const { env = process.env, folder = process.cwd() } = options;
  const { settings, auth, configured, misspelt } = readServeSettings(connectors, { env, folder });
  const log = createLog(settings.logging, options.logStream);
  for (const names of misspelt) log.warn(names, "a variable is no setting, but nearly one");
  const metrics = createMetrics({
    methods: mcp.METHODS,
    tools: Object.fromEntries(connectors.map((connector) => [connector.name, mcp.toolNames(connector)])),
  });
  const health = createHealth({ version: VERSION });
  const state = await openState(settings, (error) => log.warn({ err: error }, "storage"));
  // The port comes first: every URL that people sign in with is built from it where there is no PUBLIC_URL.
  let handler: RequestListener = (_req, res) => void res.writeHead(503, { "retry-after": "1" }).end();
  const limits = openLimits({ settings, state, tenant: TENANT, metrics });
  let server: Server | undefined;
  let audit: OpenAudit | undefined;
  // Not Redis: what is kept there may be lost, and every replica would be unready at once.
  health.register("storage", () => probe(state));
  let work: Work | undefined;
  let admin: AdminPort | undefined;
  let traces: Traces | undefined;
  let numbers: SharedNumbers | undefined;
  try {
    const keys = openKeys(settings, { shared: state.mode === "cluster" });
    audit = await openServeAudit({ settings, state, keys, log, metrics, health });
    traces = await openTraces(settings, log);
    server = await listen((req, res) => handler(req, res), { ...settings, auth }, log);
    const { port } = server.address() as AddressInfo;
    work = await openWork(state, {
      observe: metrics.job,
      onQueue: metrics.watchQueue,
      onError: (error) => log.error({ err: error }, "a job could not be kept"),
    });
    const house: House = {
      settings,
      auth,
      log,
      metrics,
      state,
      keys,
      audit,
      work,
      limits,
      publicUrl: settings.publicUrl ?? ownUrl(settings, port),
      readJsonBytes,
      alone: configured.length === 1,
    };
    const byName = options.mountByName === true || connectors.length > 1;
    const mounted = configured.map((each) => mountConnector(house, each, byName ? `/${each.connector.name}` : ""));
    for (const { start } of mounted) await start();
    await state.channel.ready();
    const { subjects, passwordHash } = settings.operator;
    const isRead = subjects.length > 0 || passwordHash !== undefined;
    const shared = state.mode === "cluster" && isRead ? scopedStore(state.volatile, `${TENANT}/operator`) : undefined;
    numbers = shareNumbers({ metrics, store: shared });
    const urlOf = ({ path }: Mounted) => `${house.publicUrl}${path}/mcp`;
    const app = createHttpApp({
      settings,
      log,
      metrics,
      health,
      mounts: mounted.map(({ path, endpoint }) => ({ path, handle: (request) => endpoint.handle(request) })),
      routes: [
        mirrorRoute(keys.secrets, VERSION),
        ...mounted.map((each) => serverCardRoute(each.connector, { mcpUrl: urlOf(each), path: `${each.path}/mcp` })),
        ...mounted.flatMap(({ routes }) => routes),
        ...createConsole({
          ...house,
          health,
          numbers,
          connectors: mounted,
          reportError: (error, id) => log.error({ err: error, request_id: id }, "a page failed"),
        }),
      ],
      addressLimit: limits.addressLimit,
      beginTrace: traces.begin,
    });
    handler = app.handler;
    const queues = work.bullQueues?.();
    admin = await listenAdmin({ settings, log, metrics, queues });
    const shutdown = installShutdown({
      server,
      health,
      inFlight: app.inFlight,
      log,
      settings: settings.shutdown,
      closeStreams: async () => void (await Promise.all(mounted.map(({ endpoint }) => endpoint.closeStreams()))),
      onDrain: () => mounted.forEach(({ endpoint }) => endpoint.drain()),
      stop: [
        ...mounted.map(({ stop }) => stop),
        () => work?.close(),
        () => admin?.close(),
        () => house.audit.close(),
        () => limits.close(),
        () => traces?.close(),
        () => numbers?.close(),
        () => state.close(),
      ],
      ...(options.signals === false && { process: false as const }),
    });
    const mcpUrls = Object.fromEntries(mounted.map((each) => [each.connector.name, urlOf(each)]));
    log.info({ version: VERSION, auth, mode: state.mode, mcp_urls: mcpUrls }, "serving");
    return {
      url: house.publicUrl,
      mcpUrls,
      adminUrl: admin?.url,
      policies: Object.fromEntries(mounted.map(({ connector, policies }) => [connector.name, policies])),
      async close() {
        await shutdown.run("close");
        shutdown.dispose();
      },
    };
  } catch (error) {
    server?.close();
    await admin?.close();
    await work?.close();
    await audit?.close();
    await traces?.close();
    await numbers?.close();
    limits.close();
    await state.close();
    throw error;
  }
}

/** How long the record stays that is written to see whether one can be, in milliseconds. */
const PROBE_MS = 60_000;

/** Whether records can be kept. A write to SQLite would hold up everything else while another process writes. */
async function probe({ mode, durable }: State): Promise<void> {
  await (mode === "embedded" ? durable.get("probe") : durable.set("probe", true, PROBE_MS));
}
