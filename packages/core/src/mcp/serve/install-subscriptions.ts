import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError, type Server } from "@modelcontextprotocol/server";
import { findResource, mayRead } from "../read/read-resource.ts";
import { schemeOf } from "./install-reading.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

/** The URIs that each old client's session listens to; the new era's `subscriptions/listen` is the SDK's. */
const subscriptions = new WeakMap<Server, Set<string>>();

export function subscribedUris(server: Server): ReadonlySet<string> {
  return subscriptions.get(server) ?? new Set();
}

/** `resources/subscribe` and `resources/unsubscribe` of the 2025 revisions. */
export function installSubscriptions(server: Server, scope: RequestScope): void {
  if (server.getCapabilities().resources?.subscribe !== true) return;
  const uris = new Set<string>();
  subscriptions.set(server, uris);
  server.setRequestHandler("resources/subscribe", ({ params }, ctx) =>
    observed(
      scope,
      { ...senderOf(server, ctx), method: "resources/subscribe", target: schemeOf(params.uri) },
      async (notes) => {
        const found = findResource(scope, params.uri);
        if (found?.resource.subscribe !== true) throw new ResourceNotFoundError(params.uri);
        await mayRead(scope, { ...found, uri: params.uri }, ctx.mcpReq.signal, notes);
        if (uris.size >= scope.runtime.limits.subscriptionsPerPrincipal) throw tooMany();
        uris.add(params.uri);
        return {};
      },
    ),
  );
  server.setRequestHandler("resources/unsubscribe", ({ params }, ctx) =>
    observed(
      scope,
      { ...senderOf(server, ctx), method: "resources/unsubscribe", target: schemeOf(params.uri) },
      async () => {
        uris.delete(params.uri);
        return {};
      },
    ),
  );
}

function tooMany(): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, "Too many subscriptions. Unsubscribe from one first.");
}
