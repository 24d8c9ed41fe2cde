/** IPv6 addresses stand in brackets in URLs (RFC 3986 §3.2.2). */
export function hostInUrl(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
