import { isLoopbackHost, isPrivateAddress } from "./private-address.ts";
import { UpstreamError } from "./upstream-error.ts";
import type { UpstreamTarget } from "./upstream-target.ts";

/** `trusted`: gets the credential. `bare`: a storage host a redirect leads to, gets nothing of the user's. */
export type Egress = "trusted" | "bare";

export interface EgressGuard {
  /** @throws UpstreamError egress_refused unless a call may go to `url` */
  admit(url: URL): void;
  /** How a redirect from a `from` host to `url` is followed. @throws UpstreamError egress_refused if it may not be */
  follow(url: URL, from: Egress): Egress;
}

/** Decides on names alone, before any lookup or socket; connections to `bare` hosts check the address as well. */
export function createEgressGuard(target: UpstreamTarget): EgressGuard {
  const trusted = new Set(target.hosts.flatMap(hostKeys));
  const exact = new Set(target.redirectHosts?.filter((host) => !host.startsWith("*.")).flatMap(hostKeys));
  const suffixes = (target.redirectHosts ?? [])
    .filter((host) => host.startsWith("*."))
    .map((host) => host.slice(1).toLowerCase());

  const isOwnLoopback = (url: URL) => target.allowLoopbackHttp && isLoopbackHost(url.hostname);
  const hasAllowedShape = (url: URL) =>
    (url.protocol === "https:" || (url.protocol === "http:" && isOwnLoopback(url))) && !url.username && !url.password;
  const isStorage = (url: URL) => {
    if (exact.has(hostKey(url))) return isOwnLoopback(url) || !isPrivateAddress(url.hostname);
    return url.port === "" && url.protocol === "https:" && suffixes.some((suffix) => url.hostname.endsWith(suffix));
  };

  return {
    admit(url) {
      if (!hasAllowedShape(url) || !trusted.has(hostKey(url))) throw refused(url);
    },
    follow(url, from) {
      if (hasAllowedShape(url)) {
        // A storage host must not be able to aim the user's credential: once bare, a chain stays bare.
        if (trusted.has(hostKey(url)) && from === "trusted") return "trusted";
        if (isStorage(url)) return "bare";
      }
      throw refused(url);
    },
  };
}

const refused = (url: URL) => new UpstreamError("egress_refused", { sent: false, host: url.host || "this address" });

const hostKey = (url: URL) => `${url.hostname}:${url.port || (url.protocol === "http:" ? "80" : "443")}`;

function hostKeys(listed: string): string[] {
  const url = new URL(`https://${listed}`);
  if (url.pathname !== "/" || url.username || url.search || url.hash) {
    throw new TypeError(`"${listed}" is not a host or host:port.`);
  }
  if (/:\d+$/.test(listed)) return [`${url.hostname}:${url.port || "443"}`];
  return isLoopbackHost(url.hostname) ? [`${url.hostname}:443`, `${url.hostname}:80`] : [`${url.hostname}:443`];
}
