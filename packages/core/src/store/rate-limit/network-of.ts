import { isIPv6 } from "node:net";

/** Whom an address counts for. A household has a /64 of IPv6 at least: one of its addresses says nothing. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
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
