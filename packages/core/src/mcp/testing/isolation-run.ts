import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import type { Connection } from "../../auth/index.ts";
import { defineTool, type ToolContext } from "../../connector/index.ts";
import type { RedisReplica } from "../../testing/index.ts";
import { callTool } from "../call/call-tool.ts";
import type { Exchange } from "../call/call.ts";
import { combinePolicies } from "../../policy/index.ts";
import { createCatalogs } from "../catalog/index.ts";
import type { View } from "../view/index.ts";
import { startEndpoint } from "./start-endpoint.ts";
import { toyWith, type Shelf } from "./toy-connector.ts";

/** What came of it. */
export interface IsolationReport {
  calls: number;
  /** Calls that were answered with somebody else's data. There may be none. */
  crossReads: number;
  /** Calls that failed. */
  failed: number;
  /** The first of them: what was called, what came of it, and after how long. */
  failures: { tool: string; code: string; tookMs: number; cause: string }[];
  /** Requests that the vendor got: the rest was answered from what was kept. */
  upstreamRequests: number;
  elapsedMs: number;
}

const TENANTS = ["acme", "umbrella"];
const USERS = 50;
const AT_ONCE = 64;
/** What a server gives a call unless its operator says otherwise: writes of one person wait for each other. */
const CALL_TIMEOUT_MS = 60_000;
const MAX_TOLD = 20;

/** All that vendors say of who may keep an answer; none of it may move one from one person to another. */
const shapes: Record<string, string>[] = [
  {},
  { "cache-control": "public, max-age=3600" },
  { "cache-control": "public, s-maxage=3600, immutable" },
  { "cache-control": "private, max-age=60, s-maxage=60", vary: "Accept, Authorization, Cookie" },
  { "cache-control": "max-age=3600" },
  { "cache-control": "no-cache" },
  { "cache-control": "no-store" },
  { expires: "Wed, 01 Jan 2031 00:00:00 GMT" },
];

/** Tells each who they are, under an ETag that is everybody's: whatever is mixed up would be confirmed. */
function answerAsMirror({ headers, method, url = "" }: IncomingMessage, res: ServerResponse): void {
  const who = headers["private-token"] ?? headers.authorization?.replace("Bearer ", "");
  const shape = { etag: '"same"', ...shapes[Number(/\d+/.exec(url)?.[0]) % shapes.length] };
  if (method === "GET" && headers["if-none-match"] === '"same"') return void res.writeHead(304, shape).end();
  res.writeHead(200, { "content-type": "application/json", ...shape }).end(JSON.stringify({ who }));
}

const Who = z.object({ who: z.string() });
const place = z.object({ id: z.int().describe("Place") });
const common = { title: "Mirror", description: "Who asks.", scopes: [], input: place, output: Who };
const run = async ({ id }: z.output<typeof place>, { client }: ToolContext<Shelf>) =>
  (await client.get(`/mirror/${id}`)) as z.infer<typeof Who>;
const mirror = toyWith([
  defineTool({ ...common, name: "get_fresh", access: "read", freshMs: 60_000, run }),
  defineTool({ ...common, name: "get_checked", access: "read", run }),
  defineTool({
    ...common,
    name: "write_place",
    access: "write",
    run: async ({ id }, { client }: ToolContext<Shelf>) =>
      (await client.post(`/mirror/${id}`, {})) as z.infer<typeof Who>,
  }),
]);
const connector = {
  ...mirror,
  vendor: {
    ...mirror.vendor,
    authorize: (headers: Headers, { kind, token }: { kind: string; token: string }) =>
      kind === "pat" ? headers.set("private-token", token) : headers.set("authorization", `Bearer ${token}`),
  },
};

/** The same names in both tenants, each with a credential in either header. */
const people: { who: string; tenant: string; subject: string; connection: Connection }[] = TENANTS.flatMap((tenant) =>
  Array.from({ length: USERS }, (_, index) => {
    const who = `token-of-user-${index}-at-${tenant}`;
    const kind = index % 2 === 0 ? "oauth" : "pat";
    const connection: Connection = {
      id: `connection-${index}-${tenant}`,
      connector: "toy",
      profile: undefined,
      credential: async () => ({ kind, token: who }),
      identity: async () => undefined,
    };
    return { who, tenant, subject: `user-${index}`, connection };
  }),
);

/**
 * Lets two tenants with fifty users each ask for the same addresses, write, and be revoked, all mixed up, over replicas on
 * one Redis, or over one process where there is none.
 *
 * @param options.maxMs ends it early; the report tells after how many calls
 */
export async function isolationRun(options: {
  calls: number;
  maxMs: number;
  redis: readonly RedisReplica[];
  prefix: string;
}): Promise<IsolationReport> {
  const { calls, maxMs, redis, prefix } = options;
  let upstreamRequests = 0;
  const vendor = createServer((req, res) => {
    upstreamRequests += 1;
    req.resume();
    req.once("end", () => answerAsMirror(req, res));
  }).listen(0, "127.0.0.1");
  // A process that is held up must not meet sockets that the vendor has just closed.
  vendor.keepAliveTimeout = 120_000;
  await new Promise((resolve) => vendor.once("listening", resolve));
  const vendorUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  const key = randomBytes(32);
  const replicas = await Promise.all(
    (redis.length > 0 ? redis : [undefined]).map((each) =>
      startEndpoint({
        connector,
        vendorUrl,
        limits: { callTimeoutMs: CALL_TIMEOUT_MS },
        ...(each && { replica: { redis: each, prefix, key } }),
      }),
    ),
  );
  const catalogs = replicas.map(({ runtime }) => createCatalogs(connector, runtime.policy).get(wholeView, undefined));
  const startedAt = performance.now();
  const report: IsolationReport = {
    calls: 0,
    crossReads: 0,
    failed: 0,
    failures: [],
    upstreamRequests: 0,
    elapsedMs: 0,
  };

  const one = async (): Promise<void> => {
    const person = people[Math.floor(Math.random() * people.length)];
    const at = Math.floor(Math.random() * replicas.length);
    const [replica, catalog] = [replicas[at], catalogs[at]];
    if (person === undefined || replica === undefined || catalog === undefined) return;
    const { who, tenant, subject, connection } = person;
    const dice = Math.random();
    if (dice < 0.005) return replica.runtime.upstream.invalidate(connection.id);
    const name = dice < 0.08 ? "write_place" : dice < 0.3 ? "get_checked" : "get_fresh";
    const entry = catalog.callable.get(name);
    if (entry === undefined) throw new Error(`${name} is not listed.`);
    report.calls += 1;
    const { runtime } = replica;
    const caller = {
      principal: { tenant, subject },
      connection,
      identity: undefined,
      view: wholeView,
      policy: combinePolicies({ readonly: false, excludeTools: [] }),
      requestId: "isolation",
    };
    const args = { id: Math.floor(Math.random() * shapes.length) };
    const calledAt = performance.now();
    const outcome = await callTool({ runtime, caller, catalog, entry, args, exchange: quiet(), tasks: undefined });
    if ("error" in outcome || outcome.reply.kind !== "output") {
      report.failed += 1;
      if (report.failures.length >= MAX_TOLD) return;
      const error = "error" in outcome ? outcome.error : undefined;
      const tookMs = Math.round(performance.now() - calledAt);
      report.failures.push({ tool: name, code: error?.code ?? "no output", tookMs, cause: causesOf(error) });
    } else if (outcome.reply.output["who"] !== who || !outcome.reply.text.includes(who)) report.crossReads += 1;
  };
  const worker = async () => {
    while (report.calls < calls && performance.now() - startedAt < maxMs) await one();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  for (const replica of replicas) await replica.close();
  vendor.closeAllConnections();
  await new Promise((resolve) => vendor.close(resolve));
  return { ...report, upstreamRequests, elapsedMs: performance.now() - startedAt };
}

/** An error with what led to it. */
function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const rest = causesOf(error.cause);
  return rest === "" ? error.message : `${error.message} ← ${rest}`;
}

const wholeView: View = {
  profile: undefined,
  within: undefined,
  toolsets: undefined,
  tools: undefined,
  exclude: [],
  readonly: false,
  lazy: false,
};

const quiet = (): Exchange => ({
  signal: new AbortController().signal,
  answers: {},
  sealedState: undefined,
  canAsk: () => false,
  progress: () => {},
  log: () => {},
  closeStream: () => {},
  takesTasks: false,
  sender: { protocolVersion: "2026-07-28", client: undefined },
  capabilities: {},
  notify: {
    toolsChanged: () => {},
    promptsChanged: () => {},
    resourcesChanged: () => {},
    resourceUpdated: () => {},
  },
});
