import type { z } from "zod";
import type { AuditLog, Withhold } from "../audit/index.ts";
import type { Connector } from "../connector/index.ts";
import type { Channel, Store } from "../store/index.ts";
import type { Upstream } from "../upstream/index.ts";
import type { EventBus } from "./event-bus.ts";
import type { CallRecord } from "./call-record.ts";
import type { ResultCache } from "./call/result-cache.ts";
import type { CompletionMemory } from "./read/complete.ts";
import type { Sealer } from "./sealed/sealer.ts";

/** What the operator decides for everybody. A URL can only narrow it further. */
export interface OperatorPolicy {
  readonly: boolean;
  toolsets?: readonly string[] | undefined;
  excludeTools: readonly string[];
}

export interface RuntimeLimits {
  /** Tokens of one result. */
  resultTokens: number;
  callTimeoutMs: number;
  sessionTtlMs: number;
  liveSessionsPerPrincipal: number;
  subscriptions: number;
  subscriptionsPerPrincipal: number;
}

/** One connector with everything that serves it. Built once, in `serve.ts`. */
export interface Runtime {
  connector: Connector;
  /** The vendor's own settings, already checked by its schema. */
  vendorSettings: z.output<z.ZodObject>;
  policy: OperatorPolicy;
  limits: RuntimeLimits;
  upstream: Upstream;
  /** What must outlast the process: keys of writes, confirmations. */
  store: Store;
  /** What may be lost: sessions that were ended. */
  volatile: Store;
  /** To the other replicas. */
  channel: Channel;
  sealer: Sealer;
  results: ResultCache;
  completions: CompletionMemory;
  bus: EventBus;
  /** Where every decision is put on record. */
  audit: AuditLog;
  /** Proves arguments that are not kept. */
  withhold: Withhold;
  /** Takes the one record of each finished request: log line, metrics. */
  record(record: CallRecord): void;
  /** Takes a failure that nobody outside may see. */
  reportError(error: unknown, facts: { requestId?: string }): void;
}
