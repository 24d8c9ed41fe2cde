/** Names that always mean this machine: RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3. `0.0.0.0` is none of them. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  if (name === "localhost" || name === "[::1]" || name === "::1") return true;
  return name.endsWith(".localhost") || /^127(?:\.\d{1,3}){3}$/.test(name);
}
