import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { UpstreamError } from "./upstream-error.ts";

/** Special-purpose ranges (RFC 6890 and successors): nothing a public storage host can truthfully resolve to. */
const notPublic = new BlockList();
const ranges4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 " +
  "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";
// 64:ff9b::/96 and 2002::/16 carry an IPv4 address of the peer's choice.
const ranges6 =
  "::/128 ::1/128 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 ff00::/8";
for (const [ranges, family] of [
  [ranges4, "ipv4"],
  [ranges6, "ipv6"],
] as const) {
  for (const range of ranges.split(" ")) {
    const [net = "", prefix = ""] = range.split("/");
    notPublic.addSubnet(net, Number(prefix), family);
  }
}

/** Whether an IP literal (brackets allowed) is private, loopback, link-local or otherwise not public. Names: false. */
export function isPrivateAddress(hostname: string): boolean {
  const address = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  const family = isIP(address);
  return family !== 0 && notPublic.check(address, family === 6 ? "ipv6" : "ipv4");
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."));
}

/**
 * A DNS lookup that fails when any answer is private. Checking at connection time leaves no gap between the check and
 * the use for a second, different answer.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const refuse = (reason: NodeJS.ErrnoException) => callback(reason, "", 0);
    if (error) return refuse(error);
    if (addresses.some(({ address }) => isPrivateAddress(address))) {
      return refuse(new UpstreamError("egress_refused", { sent: false, host: hostname }));
    }
    const [first] = addresses;
    if (!first) return refuse(new Error("The name has no address."));
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
