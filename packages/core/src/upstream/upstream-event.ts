import type { UpstreamErrorKind } from "./upstream-error.ts";

/** One request to the vendor, or one answer given from the cache. Holds no query, header or body. */
export interface UpstreamEvent {
  readonly connector: string;
  readonly tool: string;
  readonly method: string;
  /** Path without its query; "/" on hosts that get no credential, whose signed paths may be secrets. */
  readonly path: string;
  readonly host: string;
  /** Status the vendor gave (304 when revalidated); undefined when it gave none. */
  readonly status: number | undefined;
  readonly durationMs: number;
  /** 0 for the first attempt. */
  readonly attempt: number;
  /** `none`: an exchange that is not cacheable. */
  readonly cached: "miss" | "fresh" | "revalidated" | "stale" | "none";
  readonly requestId: string | undefined;
  readonly error?: UpstreamErrorKind;
}
