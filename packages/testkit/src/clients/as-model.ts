import { ERROR_META } from "./call-result.ts";
import type { CallResult, TestClient } from "./test-client.ts";

type Args = Record<string, unknown>;

/** A result; `error` has the facts of a failed one. */
export interface ModelResult extends CallResult {
  readonly error: { details?: Args; retry_after_s?: number; scopes?: string[] };
}

/** Calls a tool as a model does: a listed one by its name, any other through `call_tool`. */
export type ModelCall = (name: string, args?: Args, options?: { signal?: AbortSignal }) => Promise<ModelResult>;

/** Calls tools of a client's connector as a model does, by the list that it has now. */
export async function asModel(client: TestClient): Promise<ModelCall> {
  const listed = new Set((await client.listTools()).map(({ name }) => name));
  return async (name, args = {}, options = {}) => {
    const result = listed.has(name)
      ? await client.call(name, args, options)
      : await client.call("call_tool", { name, arguments: args }, options);
    return { ...result, error: result.meta[ERROR_META] ?? {} };
  };
}
