import { isIP } from "node:net";
import { z } from "zod";

/** Which proxies are believed, and how many there are. */
export const proxySettings = z.object({
  addresses: z.array(z.string().refine(isNetwork)).default([]).meta({
    env: "TRUSTED_PROXIES",
    accepts: "a comma-separated list of addresses, networks (10.0.0.0/8), loopback, private",
    description:
      "Believe X-Forwarded-For, -Host and -Proto of connections from there, and of nobody else. Without it, TRUST_PROXY says whether they are believed.",
  }),
  hops: z.int().min(1).max(10).default(1).meta({
    env: "TRUST_PROXY_HOPS",
    description: "Proxies that stand between people and this port, each of which adds to X-Forwarded-For.",
  }),
});

function isNetwork(text: string): boolean {
  if (text === "loopback" || text === "private") return true;
  const [address = "", prefix, ...more] = text.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}
