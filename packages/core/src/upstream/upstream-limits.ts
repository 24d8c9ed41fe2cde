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
  /** Longest wait for a quota, or Retry-After, that a call sits out itself. */
  readonly maxInlineWaitMs: number;
  /** Exchanges with one host within 30 s before half of them failing holds it for down. */
  readonly breakerCalls: number;
  /** How long a host that is held for down is left alone before one request tries. */
  readonly breakerPauseMs: number;
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
  breakerCalls: 20,
  breakerPauseMs: 10_000,
};
