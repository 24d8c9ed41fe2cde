import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError, type Server } from "@modelcontextprotocol/server";
import { findResource, mayRead } from "../read/read-resource.ts";
import type { SessionSubscriptions } from "../subscriptions/index.ts";
import { schemeOf } from "./install-reading.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

/**
 * `resources/subscribe` and `resources/unsubscribe` of the 2025 revisions; the new era's `subscriptions/listen` is the SDK's.
 */
export function installSubscriptions(server: Server, scope: RequestScope, session: SessionSubscriptions): void {
  if (server.getCapabilities().resources?.subscribe !== true) return;
  server.setRequestHandler("resources/subscribe", ({ params: { uri } }, ctx) => {
    const sender = senderOf(server, ctx);
    return observed(scope, { ...sender, method: "resources/subscribe", target: schemeOf(uri) }, async (notes) => {
      const found = findResource(scope, uri);
      if (found?.resource.subscribe !== true) throw new ResourceNotFoundError(uri);
      await mayRead(scope, { ...found, uri }, ctx.mcpReq.signal, notes);
      if (session.size >= scope.runtime.limits.subscriptionsPerPrincipal) throw tooMany();
      await session.add({ uri, scope, sender });
      return {};
    });
  });
  server.setRequestHandler("resources/unsubscribe", ({ params: { uri } }, ctx) =>
    observed(scope, { ...senderOf(server, ctx), method: "resources/unsubscribe", target: schemeOf(uri) }, async () => {
      await session.delete(uri);
      return {};
    }),
  );
}

function tooMany(): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, "Too many subscriptions. Unsubscribe from one first.");
}
