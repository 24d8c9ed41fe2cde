import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  LOG_LEVEL_META_KEY,
  SERVER_INFO_META_KEY,
  type ClientCapabilities,
  type InboundModernRoute,
} from "@modelcontextprotocol/server";
import { callTool } from "../call/call-tool.ts";
import type { Exchange } from "../call/call.ts";
import { errorResult, toolResult } from "../call/tool-result.ts";
import { CALL_TOOL, type CatalogTool } from "../catalog/index.ts";
import { implementationOf } from "../serve/create-server.ts";
import { canAnswer } from "../serve/sender.ts";
import { noteOutcome } from "../serve/install-tool-calls.ts";
import { observed } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import type { FastLists } from "./fast-lists.ts";
import { headerMismatch } from "./header-parameters.ts";
import { headerOf, type Inbound } from "./inbound.ts";

type Message = Extract<InboundModernRoute, { messageKind: "request" }>["message"];
type Meta = Readonly<Record<string, unknown>>;

/**
 * Answers ordinary 2026-07-28 requests without building a server: whole lists, and calls of reading tools that want no
 * progress and no logs. Everything else, and everything that is not quite right, is the SDK's. A differential test holds
 * both paths to the same answers.
 *
 * @returns False when the request is not for this path; nothing was written then.
 */
export async function serveFast(
  inbound: Inbound,
  scope: RequestScope,
  message: Message,
  lists: FastLists,
): Promise<boolean> {
  const params = (message.params ?? {}) as Record<string, unknown>;
  const meta = params["_meta"] as Meta;
  if (headerOf(inbound.req.headers, "mcp-method") !== message.method || !isOrdinary(params, meta)) return false;

  const tail = params["cursor"] === undefined ? lists.tail(scope.catalog, message.method, "modern") : undefined;
  if (tail !== undefined) {
    await observed(scope, { ...senderOf(inbound, meta), method: message.method, target: undefined }, async () =>
      writeTail(inbound, message.id, tail),
    );
    return true;
  }
  const entry = ordinaryCall(inbound, scope, message.method, params);
  if (entry === undefined) return false;
  await observed(
    scope,
    { ...senderOf(inbound, meta), method: "tools/call", target: entry.tool.name },
    async (notes) => {
      const args = (params["arguments"] ?? {}) as Record<string, unknown>;
      const outcome = await callTool({ ...scope, entry, args, exchange: quietExchange(inbound, meta, scope) });
      noteOutcome(notes, outcome);
      if (inbound.signal.aborted) return;
      if (!("error" in outcome) && outcome.reply.kind === "ask")
        throw new Error("A reading tool asked a question on the fast path.");
      const result = "error" in outcome ? errorResult(outcome.error) : toolResult(outcome.reply as never);
      const _meta = { ...result._meta, [SERVER_INFO_META_KEY]: implementationOf(scope.runtime.connector) };
      writeTail(
        inbound,
        message.id,
        Buffer.from(`,"result":${JSON.stringify({ ...result, resultType: "complete", _meta })}}`),
      );
    },
  );
  return true;
}

/** Writes `{"jsonrpc":"2.0","id":…` and the bytes that follow, without copying them. */
export function writeTail({ res }: Pick<Inbound, "res">, id: string | number, tail: Buffer): void {
  const head = `{"jsonrpc":"2.0","id":${JSON.stringify(id)}`;
  res.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(head) + tail.length });
  res.write(head);
  res.end(tail);
}

function isOrdinary(params: Readonly<Record<string, unknown>>, meta: Meta): boolean {
  return (
    meta["progressToken"] === undefined &&
    meta[LOG_LEVEL_META_KEY] === undefined &&
    params["inputResponses"] === undefined &&
    params["requestState"] === undefined
  );
}

/** A reading tool of the caller's list, named alike in header and body, with arguments that are an object. */
function ordinaryCall(
  { req }: Inbound,
  { catalog }: RequestScope,
  method: string,
  params: Readonly<Record<string, unknown>>,
): CatalogTool | undefined {
  const { name, arguments: args = {} } = params;
  if (method !== "tools/call" || typeof name !== "string" || headerOf(req.headers, "mcp-name") !== name)
    return undefined;
  if (typeof args !== "object" || args === null || Array.isArray(args)) return undefined;
  const entry = catalog.callable.get(name);
  if (entry?.tool.access !== "read" || entry.tool.name === CALL_TOOL || entry.tool.mayAsk === true) return undefined;
  return headerMismatch(entry.headerParameters, args as Record<string, unknown>, req.headers) === undefined
    ? entry
    : undefined;
}

function senderOf(inbound: Inbound, meta: Meta) {
  const info = meta[CLIENT_INFO_META_KEY] as { name: string; version: string } | undefined;
  return {
    protocolVersion: headerOf(inbound.req.headers, "mcp-protocol-version") ?? "unknown",
    client: info === undefined ? undefined : { name: info.name, version: info.version },
  };
}

function quietExchange(inbound: Inbound, meta: Meta, { runtime: { bus } }: RequestScope): Exchange {
  return {
    signal: inbound.signal,
    answers: {},
    sealedState: undefined,
    canAsk: (method) => canAnswer(meta[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined, method),
    progress: () => {},
    log: () => {},
    closeStream: () => {},
    notify: {
      toolsChanged: () => bus.publish({ kind: "tools_list_changed" }),
      promptsChanged: () => bus.publish({ kind: "prompts_list_changed" }),
      resourcesChanged: () => bus.publish({ kind: "resources_list_changed" }),
      resourceUpdated: (uri) => bus.publish({ kind: "resource_updated", uri }),
    },
  };
}
