import type { z } from "zod";
import type { AuditLog, Withhold } from "../audit/index.ts";
import type { Connector } from "../connector/index.ts";
import type { Jobs } from "../jobs/index.ts";
import type { FlowMarks, OperatorPolicy, PolicyBook, UsageCounter } from "../policy/index.ts";
import type { Channel, Store, TaskRows } from "../store/index.ts";
import type { Upstream, UpstreamEvent } from "../upstream/index.ts";
import type { Admission } from "./admission/index.ts";
import type { EventBus } from "./event-bus.ts";
import type { CallRecord } from "./call-record.ts";
import type { ResultCache } from "./call/result-cache.ts";
import type { KeptReads } from "./kept-reads.ts";
import type { CompletionMemory } from "./read/complete.ts";
import type { Sealer } from "./sealed/sealer.ts";
import type { Subscriptions } from "./subscriptions/index.ts";

export interface RuntimeLimits {
  /** Tokens of one result. */
  resultTokens: number;
  callTimeoutMs: number;
  sessionTtlMs: number;
  liveSessionsPerPrincipal: number;
  subscriptions: number;
  subscriptionsPerPrincipal: number;
  /** Least pause between two looks at what no webhook tells of; 0: nobody looks. */
  pollMs: number;
  tasksPerPrincipal: number;
  /** Of all principals, in this process. */
  tasksAtOnce: number;
  taskMs: number;
  taskTtlMs: number;
}

/** For how long what was read may be served again. */
export interface Caching {
  /** Answers of reading tools that do not say so themselves, in milliseconds; 0: the vendor is asked each time. */
  freshMs: number;
  /** Answers that stand in for a vendor that fails, in milliseconds; 0: none does. */
  staleIfErrorMs: number;
}

/** On whose behalf a vendor was asked. */
export interface RemoteRequestFacts {
  requestId?: string | undefined;
  traceId?: string | undefined;
  /** What the client named: the vendor's path may have any of it. */
  named: unknown;
}

/** One connector with everything that serves it. Built once, in `serve.ts`. */
export interface Runtime {
  connector: Connector;
  /** The vendor's own settings, already checked by its schema. */
  vendorSettings: z.output<z.ZodObject>;
  policy: OperatorPolicy;
  /** What owners allow with their connections. Undefined: as much as the operator. */
  policies?: PolicyBook | undefined;
  /** How often they call. */
  usage: UsageCounter;
  /** What they have read lately. */
  flowMarks: FlowMarks;
  /** Where the owner of a connection changes that. */
  permissionsUrl?: ((connectionId: string) => string) | undefined;
  /** Where a person signs in again or makes a new token: in each error that asks for it. */
  signInUrl?: string | undefined;
  limits: RuntimeLimits;
  /** Undefined: nobody is held to anything. */
  admission?: Admission | undefined;
  upstream: Upstream;
  /** What must outlast the process: keys of writes, confirmations. */
  store: Store;
  /** What may be lost: sessions that were ended. */
  volatile: Store;
  /** To the other replicas. */
  channel: Channel;
  sealer: Sealer;
  results: ResultCache;
  kept: KeptReads;
  /** Undefined: only what tools declare. */
  caching?: Caching | undefined;
  completions: CompletionMemory;
  bus: EventBus;
  /** Where every decision is put on record. */
  audit: AuditLog;
  /** Proves arguments that are not kept. */
  withhold: Withhold;
  subscriptions: Subscriptions;
  /** What work that takes long is kept in and done by. */
  tasks: { jobs: Jobs; rows: TaskRows };
  /** Takes the one record of each finished request: log line, metrics. */
  record(record: CallRecord): void;
  /** Takes each session of a 2025 client that its client has ended. */
  sessionEnded?(session: { protocolVersion: string; durationMs: number }): void;
  /** Takes each request to the vendor, where somebody wants to see them. */
  remoteRequest?: ((event: UpstreamEvent, on: RemoteRequestFacts) => void) | undefined;
  /** Takes a failure that nobody outside may see. */
  reportError(error: unknown, facts: { requestId?: string }): void;
}
