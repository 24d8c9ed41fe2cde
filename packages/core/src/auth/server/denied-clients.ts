import { documentAddress } from "./document-address.ts";

/**
 * Says which clients the operator has turned away: by id, and for documents by the host that they are at.
 *
 * @param entries ids and hosts, as the operator wrote them.
 */
export function deniedClients(entries: readonly string[]): (clientId: string) => boolean {
  const ids = new Set(entries);
  const hosts = new Set(entries.map(plainHost));
  return (clientId) => {
    if (ids.has(clientId)) return true;
    const address = documentAddress(clientId);
    return address !== undefined && hosts.has(plainHost(address.hostname));
  };
}

/** A host is the same in capitals, and with the root's dot at its end (RFC 1034 §3.1). */
function plainHost(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
