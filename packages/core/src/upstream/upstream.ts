import type { PlannedWrite } from "./planned-write.ts";
import type { UpstreamEvent } from "./upstream-event.ts";

/** The way out to one vendor, shared by all its callers. */
export interface Upstream {
  fetchFor(call: UpstreamCall): UpstreamSession;
  /** Forgets what was read with a credential: it was revoked, or signed in anew. Takes effect here at once, on other replicas within a second. */
  invalidate(credentialId: string): Promise<void>;
  /** Closes all sockets; calls still under way fail as unavailable. */
  close(): Promise<void>;
}

/** What holds for every request of one tool call. */
export interface UpstreamCall {
  readonly credential: {
    /** Stable and opaque; the same for every token of one sign-in. */
    readonly id: string;
    /** Adds the credential to a request to one of the target's `hosts`. What it throws, fetch throws. */
    apply(headers: Headers): void | Promise<void>;
  };
  /** Cancels every request of the call and closes its sockets. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly deadlineAt: number;
  /** Reads pass, writes are recorded in `planned` and thrown back. */
  readonly dryRun?: boolean | undefined;
  /** Milliseconds for which an earlier answer is good enough without asking the vendor; 0: always ask. */
  readonly freshMs?: number | undefined;
  /** Milliseconds for which an earlier answer may stand in for a vendor that answers 5xx or not at all; 0: never. */
  readonly staleMs?: number | undefined;
  /** Work that nobody waits for: it leaves a part of the vendor's quota to people. */
  readonly bulk?: boolean | undefined;
  /** Told of each request and each answer from the cache of this call; must not throw. */
  readonly watch?: ((event: UpstreamEvent) => void) | undefined;
  readonly label: { readonly connector: string; readonly tool: string };
}

export interface UpstreamSession {
  /**
   * A fetch for vendor SDKs. `x-fairlead-stream: 1` among the request headers asks for the body as a stream,
   * `x-fairlead-anonymous: 1` for no credential and no trace of the address, which is a secret itself.
   * @throws UpstreamError, a DOMException named AbortError when cancelled, or a TypeError for a request that is none
   */
  readonly fetch: typeof globalThis.fetch;
  /** Writes a dry run stopped. */
  readonly planned: readonly PlannedWrite[];
  /** The ages, in milliseconds, of the answers that stood in for a vendor that failed. */
  readonly stale: readonly number[];
  /** The ages, in milliseconds, of the answers that were good enough without asking the vendor. */
  readonly fresh: readonly number[];
  /** The vendor's ids of the requests made. */
  readonly requestIds: readonly string[];
  /** Requests made so far; `revalidated` are the reads a 304 answered, `cached` were answered without a request. */
  readonly sent: {
    readonly reads: number;
    readonly writes: number;
    readonly revalidated: number;
    readonly cached: number;
  };
}
