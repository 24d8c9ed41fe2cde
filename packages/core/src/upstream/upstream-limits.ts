export interface UpstreamLimits {
  /** Most bytes of one buffered answer, before and after decompression. */
  readonly maxResponseBytes: number;
  /** Most bytes of one streamed answer, after decompression. */
  readonly maxStreamBytes: number;
  readonly maxConnectionsPerHost: number;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  /** Longest silence inside a body. */
  readonly bodyTimeoutMs: number;
  /** Repetitions of a read after its first attempt. */
  readonly maxRetries: number;
  /** Longest Retry-After that a call sits out itself. */
  readonly maxInlineWaitMs: number;
}

export const defaultLimits: UpstreamLimits = {
  maxResponseBytes: 8 * 1024 * 1024,
  maxStreamBytes: 200 * 1024 * 1024,
  maxConnectionsPerHost: 64,
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 30_000,
  maxRetries: 2,
  maxInlineWaitMs: 2_000,
};
