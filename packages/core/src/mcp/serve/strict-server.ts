import {
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type JSONRPCRequest,
  type Result,
  type ServerContext,
  type ServerOptions,
} from "@modelcontextprotocol/server";
import type { z } from "zod";
import { explainIssues } from "../call/explain-issues.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

export type Handler = (request: JSONRPCRequest, ctx: ServerContext) => Promise<Result>;

/**
 * The SDK's server, which calls parameters of the wrong form an internal error of its own, and sends what its validator
 * prints. Here they are the client's (JSON-RPC 2.0 §5.1: -32602), said in a line, and on record.
 */
export class StrictServer extends Server {
  readonly #scope: RequestScope;

  constructor(scope: RequestScope, info: ConstructorParameters<typeof Server>[0], options: ServerOptions) {
    super(info, options);
    this.#scope = scope;
  }

  // oxlint-disable-next-line no-underscore-dangle -- the SDK's own name for its hook
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    // oxlint-disable-next-line no-underscore-dangle
    const wrapped = super._wrapHandler(method, handler);
    return async (request, ctx) => {
      try {
        return await wrapped(request, ctx);
      } catch (error) {
        const issues = issuesOf(error);
        if (issues === undefined) throw error;
        const message = `Invalid params: ${explainIssues(issues, request.params ?? {}, new Set())}`;
        return observed(this.#scope, { ...senderOf(this, ctx), method, target: undefined }, async () => {
          throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
        });
      }
    };
  }
}

/** What the SDK's validator found, which is the text of the error; undefined for every other error. */
function issuesOf(error: unknown): z.core.$ZodIssue[] | undefined {
  const text = error instanceof Error ? /\[\s*\{.*\}\s*\]$/s.exec(error.message)?.[0] : undefined;
  if (text === undefined) return undefined;
  try {
    const found = JSON.parse(text) as z.core.$ZodIssue[];
    if (!found.every(({ code, path }) => typeof code === "string" && path[0] === "params")) return undefined;
    return found.map((issue) => ({ ...issue, path: issue.path.slice(1) }));
  } catch {
    return undefined;
  }
}
