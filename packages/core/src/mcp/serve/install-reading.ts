import type { Server } from "@modelcontextprotocol/server";
import { countedRead } from "../read/counted-read.ts";
import { findResource, readResource } from "../read/read-resource.ts";
import { observed } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { senderOf } from "./sender.ts";

/** `resources/read`. */
export function installReading(server: Server, scope: RequestScope): void {
  server.setRequestHandler("resources/read", ({ params }, ctx) =>
    observed(
      scope,
      { ...senderOf(server, ctx), method: "resources/read", target: schemeOf(params.uri) },
      async (notes) => {
        if (findResource(scope, params.uri) !== undefined) await countedRead(scope, notes);
        const { bodies, ttlMs } = await readResource(scope, params.uri, ctx.mcpReq.signal, notes);
        return { contents: bodies as never, ttlMs, cacheScope: "private" as const };
      },
    ),
  );
}

/** The part of a URI that may stand in a log. */
export function schemeOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]{0,30}(?=:)/i.exec(uri)?.[0] ?? "unknown";
}
