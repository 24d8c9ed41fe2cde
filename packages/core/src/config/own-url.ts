import type { Settings } from "./settings.ts";

/** Where a server listens, for its own machine: what PUBLIC_URL is without being set. */
export function ownUrl({ host, tls }: Pick<Settings, "host" | "tls">, port: number): string {
  // IPv6 addresses stand in brackets in URLs (RFC 3986 §3.2.2).
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return `${tls.certFile === undefined ? "http" : "https"}://${name}:${port}`;
}
