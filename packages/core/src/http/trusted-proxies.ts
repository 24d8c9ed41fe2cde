import { BlockList, isIP } from "node:net";
import type { Settings } from "../config/index.ts";
import type { HttpMiddleware } from "./app-context.ts";

/** RFC 1918, RFC 4193, and what carriers share (RFC 6598), where cloud balancers are. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];
const LOOPBACK = ["127.0.0.0/8", "::1/128"];

const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port"];

/** Whether any proxy may say for whom it speaks. */
export function hasTrustedProxies({ trustProxy, proxy }: Pick<Settings, "trustProxy" | "proxy">): boolean {
  return trustProxy || proxy.addresses.length > 0;
}

/** Takes away what was forwarded by somebody who is no proxy of ours: whatever reads it behind this may believe it. */
export function forwardedGuard({ trustProxy, proxy }: Pick<Settings, "trustProxy" | "proxy">): HttpMiddleware {
  const anybody = trustProxy && proxy.addresses.length === 0;
  const trusted = listOf(proxy.addresses);
  return ({ req }, next) => {
    if (!anybody && !isIn(trusted, req.socket.remoteAddress ?? "")) {
      for (const name of FORWARDED) delete req.headers[name];
    }
    return next();
  };
}

function listOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries.flatMap((each) => NAMED[each] ?? [each])) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, Number(prefix ?? (family === "ipv6" ? 128 : 32)), family);
  }
  return list;
}

const NAMED: Readonly<Record<string, readonly string[]>> = { loopback: LOOPBACK, private: PRIVATE };

/** A socket of both families has IPv4 addresses as `::ffff:10.0.0.1` (RFC 4291 §2.5.5.2), which the list knows. */
function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
}
