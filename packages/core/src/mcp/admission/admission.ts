import type { AnyTool } from "../../connector/index.ts";
import type { RateLimit } from "../../store/index.ts";
import { createBulkhead, type Bulkhead } from "./bulkhead.ts";

/** How much one person may ask for, and how much all of them at the same time. */
export interface Admission {
  /** Undefined: any number of points. */
  readonly points: RateLimit | undefined;
  readonly bulkhead: Bulkhead;
  /** Told of each refusal. */
  onRefused(limit: "principal" | "concurrency"): void;
}

export function createAdmission(options: {
  points: RateLimit | undefined;
  limits: { callsPerPrincipal: number; calls: number };
  onRefused: Admission["onRefused"];
}): Admission {
  const { points, limits, onRefused } = options;
  const bulkhead = createBulkhead({ perKey: limits.callsPerPrincipal, inAll: limits.calls });
  return { points, bulkhead, onRefused };
}

/** What a call costs its caller: what vendors charge alike, a write as much as five reads. */
export function pointsOf({ access, name }: Pick<AnyTool, "access" | "name">): number {
  if (access !== "read") return 5;
  return name.startsWith("search_") ? 3 : 1;
}
