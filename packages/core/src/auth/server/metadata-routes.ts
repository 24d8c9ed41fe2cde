import type { AuthRoute } from "./auth-route.ts";
import type { ProtectedResource, ProtectedResources } from "./protected-resources.ts";

const WELL_KNOWN = "/.well-known/oauth-protected-resource";
const MAX_AGE = "max-age=300";

/**
 * Protected resource metadata (RFC 9728): at the path-inserted URL of each MCP URL, and at the root where there is only one
 * connector to ask for.
 *
 * @param options.prefix of the MCP URLs' paths, as the public sees them.
 */
export function metadataRoutes(options: {
  resources: ProtectedResources;
  prefix: string;
  /** Nobody else answers for the root. */
  root: boolean;
  authorizationServers: readonly string[];
  title: string;
}): AuthRoute[] {
  const { resources, prefix, root } = options;
  const documentOf = (resource: ProtectedResource) => ({
    resource: resource.url,
    authorization_servers: options.authorizationServers,
    scopes_supported: resource.scopes,
    bearer_methods_supported: ["header"],
    resource_name: options.title,
  });
  const under = `${WELL_KNOWN}${prefix}`;
  const answer: AuthRoute["handle"] = (ctx) => {
    const resource = ctx.path === WELL_KNOWN ? resources.main : resources.at(ctx.path.slice(under.length));
    if (resource === undefined) {
      ctx.status = 404;
      ctx.body = { error: "not_found", message: "There is no such MCP URL here." };
      return;
    }
    ctx.set("cache-control", MAX_AGE);
    ctx.body = documentOf(resource);
  };
  const paths = [`${under}/mcp`, `${under}/mcp/*`, ...(root ? [WELL_KNOWN] : [])];
  return [...new Set(paths)].map((path) => ({ methods: ["GET"], path, cors: "anyone", handle: answer }));
}
