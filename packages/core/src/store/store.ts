/** What must be remembered beyond one call. One port; drivers decide where it lives. */
export interface Store {
  /** Takes `key` for `ttlMs`. @returns false when somebody holds it already. */
  claim(key: string, ttlMs: number): Promise<boolean>;
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
}
