import type { Target } from "./route-table.ts";

/** Health, readiness, metrics: whoever watches over the process is never turned away. */
export function isOperational(target: Target): boolean {
  return target.kind === "routes" && target.routes.every(({ operational }) => operational === true);
}
