import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DatabaseSync } from "node:sqlite";
import { createWithhold, silentAudit, type AuditLog } from "../../audit/index.ts";
import { openAccess, type Authenticator, type Connection } from "../../auth/index.ts";
import { createCache } from "../../cache/index.ts";
import type { Connector } from "../../connector/index.ts";
import { embeddedJobs } from "../../jobs/index.ts";
import { memoryChannel, memoryStore, openSqlite, sqliteTaskRows, type Channel, type Store } from "../../store/index.ts";
import { createFlowMarks, createPolicyBook, createUsageCounter } from "../../policy/index.ts";
import type { RedisReplica } from "../../testing/index.ts";
import { createUpstream, defaultLimits, memoryBudgets, redisBudgets } from "../../upstream/index.ts";
import type { CallRecord } from "../call-record.ts";
import {
  createMcpEndpoint,
  createKeptReads,
  createResultCache,
  createSealer,
  identify,
  openEvents,
  type McpEndpoint,
  type Runtime,
} from "../index.ts";
import { toy } from "./toy-connector.ts";

/** The note that the vendor answers only when the test tells it to. */
export const SLOW_NOTE = 77;

export interface RunningEndpoint {
  url: string;
  endpoint: McpEndpoint;
  runtime: Runtime;
  records: CallRecord[];
  errors: unknown[];
  /** What reached the vendor: `METHOD /path`. */
  sent: string[];
  /** Requests for `SLOW_NOTE` that the vendor holds: each answers when told, and says when its caller left. */
  held: { answer(): void; left: Promise<void> }[];
  /** Clients that left before their answer was complete. */
  left(): number;
  close(): Promise<void>;
}

/** The toy connector on loopback, behind nothing but a body parser. */
export async function startEndpoint(
  options: {
    connector?: Connector;
    secret?: Buffer;
    limits?: Partial<Runtime["limits"]>;
    policy?: Partial<Runtime["policy"]>;
    store?: Store;
    caching?: Runtime["caching"];
    /** One of several replicas on a Redis, with what they share. */
    replica?: { redis: RedisReplica; prefix: string; key: Buffer };
    /** A vendor of the test's own. */
    vendorUrl?: string;
    admission?: Runtime["admission"];
    /** To other endpoints of the test; alone unless said. */
    channel?: Channel;
    audit?: AuditLog;
    /** Whoever the `x-person` header names, each with a connection of their own, instead of one for everybody. */
    people?: boolean;
    /** Whether owners may narrow what the operator allows. */
    owners?: boolean;
    /** Where tasks and jobs are; in memory where it is not given. */
    tasks?: Runtime["tasks"];
  } = {},
): Promise<RunningEndpoint> {
  const { connector = toy, secret = randomBytes(32) } = options;
  const sent: string[] = [];
  const held: RunningEndpoint["held"] = [];
  const shelf = await listen((req, res) => void answerAsShelf(req, res, sent, held));
  const vendorSettings = { url: options.vendorUrl ?? `http://127.0.0.1:${portOf(shelf)}` };
  const records: CallRecord[] = [];
  const errors: unknown[] = [];
  const { hosts } = connector.vendor.endpoint(vendorSettings as never);
  const cacheKey = options.replica?.key ?? randomBytes(32);
  const { cache, budgets } = keptFor(options.replica, cacheKey);
  const upstream = createUpstream({
    target: { hosts, allowLoopbackHttp: true },
    limits: defaultLimits,
    cacheKey,
    cache,
    budgets,
  });
  const database = options.tasks === undefined ? openSqlite(":memory:") : undefined;
  const channel = options.channel ?? memoryChannel();
  const volatile = options.store ?? memoryStore();
  const store = options.store ?? memoryStore();
  const audit = options.audit ?? silentAudit();
  const onError = (error: unknown) => void errors.push(error);
  const runtime: Runtime = {
    connector,
    vendorSettings,
    usage: createUsageCounter({ minutes: volatile, days: volatile }),
    flowMarks: createFlowMarks(volatile),
    ...(options.owners && { policies: createPolicyBook({ connector, store, channel, audit, onError }) }),
    policy: { readonly: false, toolsets: undefined, excludeTools: [], ...options.policy },
    limits: {
      resultTokens: 6_000,
      callTimeoutMs: 10_000,
      sessionTtlMs: 60_000,
      liveSessionsPerPrincipal: 4,
      subscriptions: 16,
      subscriptionsPerPrincipal: 4,
      pollMs: 0,
      tasksPerPrincipal: 8,
      tasksAtOnce: 16,
      taskMs: 30_000,
      taskTtlMs: 600_000,
      ...options.limits,
    },
    upstream,
    store,
    volatile,
    channel,
    sealer: createSealer([secret]),
    results: createResultCache(cache),
    kept: createKeptReads(cache),
    tasks: options.tasks ?? embeddedTasks(database ?? openSqlite(":memory:"), (error) => errors.push(error)),
    caching: options.caching,
    admission: options.admission,
    ...openEvents({
      connector,
      vendorSettings,
      limits: { pollMs: options.limits?.pollMs ?? 0 },
      channel,
      volatile,
      cache,
      onError: (error) => errors.push(error),
    }),
    audit,
    withhold: createWithhold(randomBytes(32), "test"),
    record: (record) => records.push(record),
    reportError: (error) => errors.push(error),
  };
  const authenticator = options.people
    ? byHeader(connector.name)
    : openAccess({
        connector: connector.name,
        credential: { kind: "pat", token: "toy-token" },
        identify: (connection) => identify(runtime, connection),
      });
  const endpoint = createMcpEndpoint(runtime, authenticator, () => "http://localhost");
  let left = 0;
  const server = await listen((req, res) => void serve(endpoint, req, res, () => (left += 1)));
  return {
    url: `http://127.0.0.1:${portOf(server)}/mcp`,
    endpoint,
    runtime,
    records,
    errors,
    sent,
    held,
    left: () => left,
    async close() {
      await endpoint.closeStreams();
      await endpoint.closeTasks();
      for (const each of [server, shelf]) {
        each.closeAllConnections();
        await new Promise((resolve) => each.close(resolve));
      }
      cache.close();
      await upstream.close();
      database?.close();
    },
  };
}

/** What serves tasks in embedded mode. */
export function embeddedTasks(database: DatabaseSync, onError: (error: unknown) => void = () => {}): Runtime["tasks"] {
  return { jobs: embeddedJobs({ database, pollMs: 100, onError }), rows: sqliteTaskRows(database) };
}

/** What a replica keeps, in its own memory or together with others. */
function keptFor(replica: { redis: RedisReplica; prefix: string } | undefined, key: Buffer) {
  if (replica === undefined) return { cache: createCache({ key }), budgets: memoryBudgets({ now: Date.now }) };
  const { redis, prefix } = replica;
  return {
    cache: createCache({ key, redis: { ...redis, prefix } }),
    budgets: redisBudgets({ redis: redis.guarded, prefix: `${prefix}/budget/`, replicas: 3, now: Date.now }),
  };
}

function byHeader(connector: string): Authenticator {
  const connectionOf = (person: string): Connection => ({
    id: `connection-of-${person}`,
    connector,
    profile: undefined,
    credential: async () => ({ kind: "pat", token: `token-of-${person}` }),
    identity: async () => undefined,
  });
  return {
    authenticate: async ({ headers }) => ({ tenant: "test", subject: String(headers["x-person"]) }),
    connect: async ({ subject }) => connectionOf(subject),
  };
}

async function serve(
  endpoint: McpEndpoint,
  req: IncomingMessage,
  res: ServerResponse,
  onLeft: () => void,
): Promise<void> {
  const gone = new AbortController();
  res.on("close", () => {
    if (res.writableFinished) return;
    gone.abort();
    onLeft();
  });
  const body = req.method === "POST" ? (JSON.parse(await textOf(req)) as unknown) : undefined;
  await endpoint.handle({
    req,
    res,
    method: req.method ?? "GET",
    path: req.url ?? "/",
    body,
    requestId: "test",
    signal: gone.signal,
  });
}

async function answerAsShelf(
  req: IncomingMessage,
  res: ServerResponse,
  sent: string[],
  held: RunningEndpoint["held"],
): Promise<void> {
  sent.push(`${req.method} ${req.url}`);
  const text = await textOf(req);
  const id = Number(/\/notes\/(\d+)/.exec(req.url ?? "")?.[1] ?? 7);
  const refused = /^\/refuse\/(\d+)/.exec(req.url ?? "")?.[1] ?? (id === 404 ? "404" : undefined);
  if (refused !== undefined)
    return void res.writeHead(Number(refused), { "content-type": "application/json" }).end("{}");
  if (req.url?.startsWith("/lost") === true) return void res.destroy();
  if (id === SLOW_NOTE) {
    const left = new Promise<void>((resolve) => res.on("close", resolve));
    await new Promise<void>((answer) => held.push({ answer, left }));
  }
  const note = { id, text: text === "" ? `note ${id}` : ((JSON.parse(text) as { text?: string }).text ?? "") };
  res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(note));
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of req) text += String(chunk);
  return text;
}

async function listen(handler: (req: IncomingMessage, res: ServerResponse) => void): Promise<Server> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
