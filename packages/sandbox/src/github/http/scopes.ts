import type { Route } from "./route.ts";

/** Scopes that GitHub would report in `x-accepted-oauth-scopes` for an operation. */
export function acceptedScopes(route: Route | undefined): readonly string[] {
  if (!route) return [];
  if (route.accepts) return route.accepts;
  return route.path.startsWith("/repos/") ? ["repo"] : [];
}
