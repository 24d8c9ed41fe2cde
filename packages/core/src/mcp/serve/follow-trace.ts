import type { Connector } from "../../connector/index.ts";
import { traceParent, type CallTrace } from "../../observe/index.ts";
import { headerOf, type Inbound } from "../era/inbound.ts";
import { METHODS } from "../methods.ts";
import { toolNames } from "../tool-names.ts";

/**
 * Tells a request's trace what it follows from, and what is asked. The client's own span, in `_meta`, is the parent (SEP-414);
 * that of whatever carried the request, in the HTTP header, is linked, and the parent where there is no other.
 */
export function followTrace(trace: CallTrace, { req, body, requestId }: Inbound, connector: Connector): void {
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { name?: unknown; _meta?: unknown } };
  if (typeof method !== "string") return;
  const meta = (params?._meta ?? {}) as Readonly<Record<string, unknown>>;
  const asked = traceParent(meta["traceparent"]);
  const carried = traceParent(headerOf(req.headers, "traceparent"));
  trace.follow({ parent: asked ?? carried, link: asked === undefined ? undefined : carried });
  trace.describe({
    requestId,
    connector: connector.name,
    method: KNOWN.has(method) ? method : "_other",
    tool: method === "tools/call" ? ownTools(connector).find((name) => name === params?.name) : undefined,
  });
}

/** What a client may ask for without being told of it: handshakes. */
const KNOWN: ReadonlySet<string> = new Set([
  ...METHODS,
  "initialize",
  "notifications/initialized",
  "notifications/cancelled",
  "ping",
  "server/discover",
]);

const names = new WeakMap<Connector, readonly string[]>();

function ownTools(connector: Connector): readonly string[] {
  let known = names.get(connector);
  if (known === undefined) names.set(connector, (known = toolNames(connector)));
  return known;
}
