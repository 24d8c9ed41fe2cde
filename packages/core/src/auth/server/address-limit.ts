import { LRUCache } from "lru-cache";
import { isIPv6 } from "node:net";

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
  const fullAt = new LRUCache<string, number>({ max: MAX_ADDRESSES });
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

/** A household has a /64 of IPv6 at least: one of its addresses says nothing. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return isIPv6(plain) ? groups(plain).slice(0, 4).join(":") : plain;
}

function groups(address: string): string[] {
  const [head = "", tail] = address.split("%", 1).join("").split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...after].map((group) =>
    Number.parseInt(group, 16).toString(16),
  );
}
