import type { HttpContext } from "./app-context.ts";
import type { McpHttpRequest } from "./mcp-http-request.ts";

/** One connector's MCP endpoint: it gets `{path}/mcp` and everything below. */
export interface HttpMount {
  /** Empty, or begins with a slash: `/github`. */
  path: string;
  /** Writes the whole response. */
  handle(request: McpHttpRequest): Promise<void>;
}

/** One page or document outside of MCP. */
export interface Route {
  /** `HEAD` comes with `GET`. */
  methods: readonly string[];
  /** Exact, or with everything below when it ends in `/*`. */
  path: string;
  /**
   * Pages of allowed origins may read it: metadata that browser clients fetch. `anyone`: pages of any origin, as what is
   * public, or carries its own proof in the request.
   */
  cors?: boolean | "anyone";
  /** Takes forms of our own pages, and finds out by itself that they are. */
  forms?: boolean;
  /** Served whatever the Host header says: what balancers ask, who know us by address only. Must not tell secrets. */
  anyHost?: boolean;
  /**
   * Whoever sends proves it with a signature, and sends many at once from few addresses: an address's limit does not hold
   * it.
   */
  signed?: boolean;
  /** Of the operator: no limit holds it. */
  operational?: boolean;
  handle(ctx: HttpContext): void | Promise<void>;
}

/** What a path leads to. `routes` differ by method. */
export type Target =
  | { kind: "mcp"; mount: HttpMount; path: string }
  | { kind: "routes"; routes: readonly Route[] }
  | { kind: "nothing" };

/**
 * Exact routes win over mounts, and mounts over `/*` routes.
 *
 * @returns What a path without its query leads to.
 */
export function createRouteTable(mounts: readonly HttpMount[], routes: readonly Route[]): (path: string) => Target {
  const exact = new Map<string, Target>();
  const below = new Map<string, Target>();
  for (const route of routes) {
    const prefix = route.path.endsWith("/*") ? route.path.slice(0, -1) : undefined;
    const table = prefix === undefined ? exact : below;
    const key = prefix ?? route.path;
    const known = table.get(key);
    table.set(key, { kind: "routes", routes: known?.kind === "routes" ? [...known.routes, route] : [route] });
  }
  const prefixes = [...below].toSorted(([a], [b]) => b.length - a.length);
  const endpoints = mounts.map((mount) => ({ mount, prefix: `${mount.path}/mcp` }));

  return (path) => {
    const route = exact.get(path);
    if (route !== undefined) return route;
    for (const { mount, prefix } of endpoints) {
      const inside = path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/");
      if (inside) return { kind: "mcp", mount, path: path.slice(mount.path.length) };
    }
    return prefixes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? { kind: "nothing" };
  };
}
