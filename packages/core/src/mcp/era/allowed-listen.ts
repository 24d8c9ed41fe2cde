import {
  CLIENT_INFO_META_KEY,
  isJSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
  type Implementation,
} from "@modelcontextprotocol/server";
import { findResource, mayRead } from "../read/read-resource.ts";
import { observed } from "../serve/observed.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { clientNamed, type Sender } from "../serve/sender.ts";
import type { Inbound } from "./inbound.ts";

interface ListenParams {
  notifications?: { resourceSubscriptions?: unknown };
  _meta?: Readonly<Record<string, unknown>>;
}

/**
 * `subscriptions/listen` with no more resources than the caller may hear of: those that announce changes, and that its
 * allow-lists let through. The acknowledgement tells the client which they are (MCP 2026-07-28 "Subscriptions").
 *
 * @returns what is to be served, and the URIs that are left; none for a request of any other form.
 */
export async function allowedListen(
  inbound: Inbound,
  scope: RequestScope,
): Promise<{ inbound: Inbound; uris: readonly string[]; sender: Sender }> {
  const { body } = inbound;
  const params = (isJSONRPCRequest(body) ? (body.params ?? {}) : {}) as ListenParams;
  const sender = senderOf(params);
  const wanted = params.notifications?.resourceSubscriptions;
  if (!Array.isArray(wanted) || !wanted.every((uri) => typeof uri === "string")) return { inbound, uris: [], sender };
  const most = scope.runtime.limits.subscriptionsPerPrincipal;
  const what = { ...sender, method: "subscriptions/listen", target: undefined };
  const uris = await observed(scope, what, () => allowedOf([...new Set(wanted)].slice(0, most), inbound, scope));
  const notifications = { ...params.notifications, resourceSubscriptions: uris };
  // A getter would be lost in a copy.
  const { req, res, method, path, requestId, signal } = inbound;
  const narrowed = { ...(body as object), params: { ...params, notifications } };
  return { inbound: { req, res, method, path, requestId, signal, body: narrowed }, uris, sender };
}

async function allowedOf(wanted: readonly string[], { signal }: Inbound, scope: RequestScope): Promise<string[]> {
  const allowed = await Promise.all(
    wanted.map(async (uri) => {
      const found = findResource(scope, uri);
      if (found?.resource.subscribe !== true) return false;
      // Each has notes of its own: one that is left out is no failure of the request.
      return mayRead(scope, { ...found, uri }, signal, {}).then(
        () => true,
        () => false,
      );
    }),
  );
  return wanted.filter((_, index) => allowed[index]);
}

function senderOf({ _meta: meta = {} }: ListenParams): Sender {
  const version = meta[PROTOCOL_VERSION_META_KEY];
  return {
    protocolVersion: typeof version === "string" ? version : "unknown",
    client: clientNamed(meta[CLIENT_INFO_META_KEY] as Implementation | undefined),
  };
}
