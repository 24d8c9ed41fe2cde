import { createHash } from "node:crypto";
import { isIP } from "node:net";
import type { ParameterizedContext } from "koa";
import type { Connector } from "../connector/index.ts";

const SCHEMA = "https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json";
const MAX_DESCRIPTION = 100;

/**
 * The server card (SEP-2127): what a connector is and where, for catalogs that ask before anybody signs in. It says what
 * `server/discover` says, and nothing of what is behind it.
 *
 * @param mcpUrl as clients reach it
 * @param path where this process serves it
 */
export function serverCardRoute(
  connector: Pick<Connector, "name" | "title" | "version" | "description" | "websiteUrl" | "icons">,
  { mcpUrl, path }: { mcpUrl: string; path: string },
): { methods: readonly string[]; path: string; cors: "anyone"; handle(ctx: ParameterizedContext): void } {
  const body = JSON.stringify(cardOf(connector, mcpUrl));
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  return {
    methods: ["GET"],
    path: `${path}/server-card`,
    cors: "anyone",
    handle(ctx) {
      ctx.set("access-control-expose-headers", "etag");
      ctx.set("cache-control", "public, max-age=3600");
      ctx.set("etag", tag);
      // Not by Koa's `fresh`: `fetch` sends `Cache-Control: no-cache` beside a tag that a page has set.
      const known = ctx.get("if-none-match").split(/\s*,\s*/);
      if (known.includes(tag) || known.includes(`W/${tag}`)) {
        ctx.status = 304;
        return;
      }
      ctx.body = body;
      ctx.type = "application/mcp-server-card+json";
    },
  };
}

function cardOf(
  { name, title, version, description, websiteUrl, icons }: Parameters<typeof serverCardRoute>[0],
  mcpUrl: string,
): Record<string, unknown> {
  const { hostname } = new URL(mcpUrl);
  const domain = isIP(hostname.replaceAll(/[[\]]/g, "")) === 0 ? hostname : "localhost";
  return {
    $schema: SCHEMA,
    // Whoever serves it has the domain: a name in anybody else's would claim to be theirs.
    name: `${domain.split(".").toReversed().join(".")}/${name}`,
    version,
    description: description.length > MAX_DESCRIPTION ? `${description.slice(0, MAX_DESCRIPTION - 1)}…` : description,
    title,
    ...(websiteUrl !== undefined && { websiteUrl }),
    ...(icons !== undefined && { icons }),
    remotes: [{ type: "streamable-http", url: mcpUrl }],
  };
}
