/** What the MCP endpoint serves at one of its URLs. */
export interface ResourceView {
  /** `/mcp/@{profile}`: a second account of the same person. */
  profile: string | undefined;
  readonly: boolean;
  /** What a first sign-in there asks for. */
  scopes: readonly string[];
}

/** One of the connector's MCP URLs, each a resource of its own (RFC 9728): a token for one is refused at all others. */
export interface ProtectedResource extends ResourceView {
  /** As clients name it and as tokens are bound to it. Built from settings, never from a Host header. */
  url: string;
  /** Where its metadata is. */
  metadataUrl: string;
}

export interface ProtectedResources {
  /** `/mcp` itself. */
  main: ProtectedResource;
  /** @param path below the mount: `/mcp/readonly`. @returns undefined for a path that is none of ours. */
  at(path: string): ProtectedResource | undefined;
  /** @param indicator a client's `resource` parameter (RFC 8707); upper case in its host and a slash at its end are let pass. */
  named(indicator: string): ProtectedResource | undefined;
}

/**
 * @param base PUBLIC_URL and the mount: what stands before `/mcp`.
 * @param viewOf reads a path below the mount; undefined for one that is no MCP URL.
 */
export function protectedResources(
  base: string,
  viewOf: (path: string) => ResourceView | undefined,
): ProtectedResources {
  const { origin, pathname } = new URL(base);
  const prefix = pathname === "/" ? "" : pathname;

  const at = (path: string): ProtectedResource | undefined => {
    const clean = path.replace(/\/+$/, "");
    const view = /^\/mcp(?:\/|$)/.test(clean) ? viewOf(clean) : undefined;
    if (view === undefined) return undefined;
    return {
      ...view,
      url: `${origin}${prefix}${clean}`,
      metadataUrl: `${origin}/.well-known/oauth-protected-resource${prefix}${clean}`,
    };
  };
  const main = at("/mcp");
  if (main === undefined) throw new Error("The MCP endpoint does not know its own URL.");
  return {
    main,
    at,
    named(indicator) {
      const url = URL.parse(indicator);
      if (url === null || url.origin !== origin || url.search !== "" || url.hash !== "" || url.username !== "") {
        return undefined;
      }
      return url.pathname.startsWith(`${prefix}/`) ? at(url.pathname.slice(prefix.length)) : undefined;
    },
  };
}
