import type { Target } from "./route-table.ts";

/** Where vendors deliver: bursts from few addresses, each request with a signature. */
export function isSignedRoute(target: Target): boolean {
  return target.kind === "routes" && target.routes.every(({ signed }) => signed === true);
}
