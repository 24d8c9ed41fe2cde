import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  LOG_LEVEL_META_KEY,
  type ClientCapabilities,
  type Implementation,
  type InboundModernRoute,
} from "@modelcontextprotocol/server";
import type { Connector } from "../../connector/index.ts";
import type { Exchange } from "../call/call.ts";
import { callTool } from "../call/call-tool.ts";
import type { CatalogTool } from "../catalog/index.ts";
import { noteOutcome } from "../serve/note-outcome.ts";
import { observed } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { clientNamed, type Sender } from "../serve/sender.ts";
import { createFastLists } from "./fast-lists.ts";
import { headerMismatch } from "./header-parameters.ts";
import { headerOf, type Inbound } from "./inbound.ts";
import { ordinaryTool } from "./ordinary-tool.ts";
import { createOutcomeTails } from "./outcome-tails.ts";
import { quietExchange } from "./quiet-exchange.ts";
import { dressOf, writeTail, type Tail } from "./result-tail.ts";

type Message = Extract<InboundModernRoute, { messageKind: "request" }>["message"];
type Fields = Readonly<Record<string, unknown>>;

/**
 * Answers ordinary 2026-07-28 requests without building a server: whole lists, and calls of reading tools that want no
 * progress and no logs. Everything else, and everything that is not quite right, is the SDK's. A differential test holds
 * both paths to the same answers.
 */
export interface FastPath {
  /** @returns False when the request is not for this path; nothing was written then. */
  serve(inbound: Inbound, scope: RequestScope, message: Message): Promise<boolean>;
}

export function createFastPath(connector: Connector): FastPath {
  const dress = dressOf(connector);
  const lists = createFastLists(connector, dress);
  const tails = createOutcomeTails(dress);

  async function serveList(inbound: Inbound, scope: RequestScope, message: Message, tail: Tail): Promise<void> {
    const what = { ...senderOf(inbound, message), method: message.method, target: undefined };
    await observed(scope, what, async () => {});
    writeTail(inbound.res, message.id, tail);
  }

  async function serveCall(inbound: Inbound, scope: RequestScope, message: Message, entry: CatalogTool) {
    const what = { ...senderOf(inbound, message), method: "tools/call", target: entry.tool.name };
    const tail = await observed(scope, what, async (notes) => {
      const args = (message.params?.["arguments"] ?? {}) as Fields;
      const outcome = await callTool({ ...scope, entry, args, exchange: exchangeOf(inbound, message, scope) });
      noteOutcome(notes, outcome);
      return inbound.res.closed ? undefined : tails.tail(outcome, scope.caller.requestId);
    });
    if (tail !== undefined && !inbound.res.closed) writeTail(inbound.res, message.id, tail);
  }

  return {
    async serve(inbound, scope, message) {
      const params: Fields = message.params ?? {};
      if (headerOf(inbound.req.headers, "mcp-method") !== message.method || !isOrdinary(params)) return false;
      const tail = params["cursor"] === undefined ? lists.tail(scope.catalog, message.method) : undefined;
      const entry = tail === undefined ? ordinaryCall(inbound, scope, message.method, params) : undefined;
      if (tail !== undefined) await serveList(inbound, scope, message, tail);
      else if (entry !== undefined) await serveCall(inbound, scope, message, entry);
      return tail !== undefined || entry !== undefined;
    },
  };
}

function isOrdinary(params: Fields): boolean {
  const meta = metaOf(params);
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
  params: Fields,
): CatalogTool | undefined {
  const { name, arguments: args = {} } = params;
  if (method !== "tools/call" || headerOf(req.headers, "mcp-name") !== name) return undefined;
  const entry = ordinaryTool(catalog, name, args);
  if (entry === undefined) return undefined;
  return headerMismatch(entry.headerParameters, args as Fields, req.headers) === undefined ? entry : undefined;
}

function metaOf(params: Fields | undefined): Fields {
  return (params?.["_meta"] ?? {}) as Fields;
}

function senderOf({ req }: Inbound, { params }: Message): Sender {
  return {
    protocolVersion: headerOf(req.headers, "mcp-protocol-version") ?? "unknown",
    client: clientNamed(metaOf(params)[CLIENT_INFO_META_KEY] as Implementation | undefined),
  };
}

function exchangeOf(inbound: Inbound, message: Message, scope: RequestScope): Exchange {
  const declared = metaOf(message.params)[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
  return quietExchange(scope, declared, {
    signal: () => inbound.signal,
    sender: () => senderOf(inbound, message),
  });
}
