import { ProtocolError } from "@modelcontextprotocol/server";
import { principalKey } from "../../auth/index.ts";
import type { ErrorCode } from "../../connector/index.ts";
import type { CallRecord } from "../call-record.ts";
import type { RequestScope } from "./request-scope.ts";

/** What a handler learns on the way that its record should tell. */
export interface Notes {
  outcome?: CallRecord["outcome"];
  code?: ErrorCode | number;
  stage?: string | undefined;
  upstream?: CallRecord["upstream"];
}

export interface Observed {
  protocolVersion: string;
  method: string;
  target: string | undefined;
  client: { name: string; version: string } | undefined;
}

/** Runs one request and leaves exactly one record of it, however it ends. */
export async function observed<T>(scope: RequestScope, what: Observed, work: (notes: Notes) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const notes: Notes = {};
  try {
    return await work(notes);
  } catch (error) {
    notes.outcome ??= "protocol_error";
    notes.code ??= error instanceof ProtocolError ? error.code : -32_603;
    throw error;
  } finally {
    scope.runtime.record(recordOf(scope, what, notes, performance.now() - startedAt));
  }
}

export function recordOf(scope: RequestScope, what: Observed, notes: Notes, durationMs: number): CallRecord {
  return {
    requestId: scope.caller.requestId,
    connector: scope.runtime.connector.name,
    ...what,
    outcome: notes.outcome ?? "ok",
    code: notes.code,
    stage: notes.stage,
    durationMs,
    principal: principalKey(scope.caller.principal),
    upstream: notes.upstream,
  };
}
