/** How many points each key may spend within a window of time. */
export interface RateLimit {
  /**
   * Takes points, 1 unless said.
   *
   * @returns milliseconds until the key has points again; 0 when it had them.
   */
  take(key: string, points?: number): Promise<number>;
}

export interface RateLimitOptions {
  /** Points of one window. */
  points: number;
  /** How long a window is, in whole seconds. */
  windowS: number;
}
