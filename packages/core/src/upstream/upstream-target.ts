import type { SharedQuota } from "./budget/index.ts";

/** One vendor as the way out sees it: where its requests may go, and how it words its limits. */
export interface UpstreamTarget {
  /** Exact `host` (port 443) or `host:port` that requests, with the credential, may go to. The operator's word: may be private. */
  readonly hosts: readonly string[];
  /**
   * Hosts a GET may be redirected to, without the credential: log and archive storage. Exact, or a suffix such as
   * `*.blob.core.windows.net`. Never reached at a private address, loopback under `allowLoopbackHttp` aside.
   */
  readonly redirectHosts?: readonly string[] | undefined;
  /** A PEM file of authorities beside the usual ones, for `hosts`. */
  readonly caFile?: string | undefined;
  /** Plain http to loopback hosts that are listed: development and tests. */
  readonly allowLoopbackHttp: boolean;
  /** The vendor's word that a POST only reads, a GraphQL query say. `body` is undefined if it is not text. */
  readOnly?(request: { method: string; url: URL; body: string | undefined }): boolean;
  /** Whether a 4xx answer means a limit that its status and headers do not show; "everybody": whoever comes from here. */
  secondaryLimit?(status: number, headers: Headers, bodyText: string): boolean | "everybody";
  /** A quota that all who come from here share, and that a request counts against. */
  sharedQuota?(request: { method: string; url: URL }): SharedQuota | undefined;
  /** Response header with the vendor's id of the request. */
  readonly requestIdHeader?: string | undefined;
  /** Which of the vendor's quotas an answer was counted against; undefined: one quota for the credential. */
  quotaBucket?(headers: Headers): string | undefined;
  /** Which quota a request will be counted against. Without it the bucket of a route is learnt from its answers. */
  bucketOf?(request: { method: string; url: URL }): string | undefined;
  /** Per credential: reads at once (default 8), and milliseconds from the write of one call to that of another (default 0). */
  readonly concurrency?: { readonly reads?: number; readonly writeSpacingMs?: number } | undefined;
}
