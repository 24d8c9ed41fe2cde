import { lru, networkOf } from "../../store/index.ts";

const MAX_ADDRESSES = 50_000;

/** How often one address may do something that costs us and needs no token. */
export interface AddressLimit {
  /** @returns false when the address has had its share. */
  take(address: string): boolean;
}

/**
 * A bucket per address that fills at an even pace.
 *
 * @param options.burst So many at once.
 * @param options.perMs Milliseconds until one more is allowed.
 */
export function createAddressLimit(options: { burst: number; perMs: number; now?: () => number }): AddressLimit {
  const { burst, perMs, now = Date.now } = options;
  /** When a bucket will be full again. */
  const fullAt = lru<number>(MAX_ADDRESSES);
  return {
    take(address) {
      const network = networkOf(address);
      const next = Math.max(now(), fullAt.get(network) ?? 0) + perMs;
      if (next - now() > burst * perMs) return false;
      fullAt.set(network, next);
      return true;
    },
  };
}
