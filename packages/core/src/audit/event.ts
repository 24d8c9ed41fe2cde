/** Who did something, and by which client. */
export interface Actor {
  tenant: string;
  subject: string;
  clientId?: string | undefined;
}

/** A value that is not kept: whoever has it can prove that it was this one (`audit hash`). */
export interface Withheld {
  hmac: string;
  /** Characters of its JSON. */
  length: number;
}

/** How something ended; `task`: it goes on as one, which has records of its own. */
export interface AuditResult {
  status: "ok" | "input_required" | "tool_error" | "protocol_error" | "denied" | "cancelled" | "task" | "unknown";
  code?: string | number | undefined;
  /** The stage of a call that refused it. */
  stage?: string | undefined;
  upstreamRequestIds?: readonly string[] | undefined;
}

/**
 * - `intent`: a write is about to be sent, or a change to be made; `outcome`: how a call or a change ended; both carry the
 *   same `opId`
 * - `denied`: refused before anything ran
 * - `auth`: sign-ins, consents, tokens, revocations
 * - `admin`: what was done to a connection or to this log itself, such as another name
 */
export type AuditPhase = "intent" | "outcome" | "denied" | "auth" | "admin";

/** What is to be remembered of one decision. Neither tokens nor what people wrote are in it. */
export interface AuditEvent {
  phase: AuditPhase;
  opId: string;
  connector: string;
  /** `tools/call`, `resources/read`, `sign_in`, … */
  action: string;
  tool?: string | undefined;
  effect?: "read" | "write" | "delete" | undefined;
  actor: Actor;
  connection?: string | undefined;
  /** The prompt, or the scheme of the resource; only names that the connector has. */
  named?: string | undefined;
  /** What it works on, by the vendor's names: `harbor/storefront`. */
  targets?: readonly string[] | undefined;
  /** `dry_run` sends nothing but reads; `replay` is the stored result of an earlier call, and sends nothing. */
  mode?: "dry_run" | "replay" | undefined;
  /** By name: the value where the connector lets it be seen, else proof of it. */
  args?: Readonly<Record<string, unknown>> | undefined;
  result?: AuditResult | undefined;
  durationMs?: number | undefined;
  requestId?: string | undefined;
  traceId?: string | undefined;
  /** The key that withheld values were hashed with. */
  keyId?: string | undefined;
}

/** An event in its place in a log. */
export interface AuditRecord extends AuditEvent {
  v: 1;
  logId: string;
  /** 1, 2, 3, … within its log. */
  seq: number;
  /** Milliseconds since the epoch, UTC. Order is by `seq`: clocks may jump. */
  tsMs: number;
  /** Hash of the record before; `""` at the beginning. */
  prev: string;
  /** Of all of the above (SHA-256 over canonical JSON, base64url). */
  hash: string;
}
