import type { ErrorCode } from "../connector/index.ts";

/** What is remembered of one request: enough to answer who, what, how it ended and how long it took. */
export interface CallRecord {
  requestId: string;
  connector: string;
  protocolVersion: string;
  method: string;
  /** The tool that ran, the prompt, or the scheme of a resource; as sent where there is none of that name. */
  target: string | undefined;
  /** The connector has what `target` names: it is no text of a client. */
  targetIsOurs: boolean;
  outcome: "ok" | "tool_error" | "protocol_error" | "cancelled" | "input_required" | "task";
  code: ErrorCode | number | undefined;
  /** The stage of DESIGN §3 that refused. */
  stage: string | undefined;
  durationMs: number;
  client: { name: string; version: string } | undefined;
  /** `principalKey`; logs hash it. */
  principal: string;
  upstream:
    | { reads: number; writes: number; revalidated: number; cached: number; requestIds: readonly string[] }
    | undefined;
  /** Where it was traced. */
  traceId?: string | undefined;
  /** Milliseconds by stage, where they were taken. */
  timing?: Readonly<Record<string, number>> | undefined;
}
