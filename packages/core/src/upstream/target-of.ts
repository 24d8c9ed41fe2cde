import type { Endpoint } from "../connector/index.ts";
import type { UpstreamTarget } from "./upstream-target.ts";

/** A vendor's declaration as the way out takes it. */
export function targetOf({ writeSpacingMs = 0, allowLoopbackHttp = false, ...endpoint }: Endpoint): UpstreamTarget {
  return { ...endpoint, allowLoopbackHttp, concurrency: { writeSpacingMs } };
}
