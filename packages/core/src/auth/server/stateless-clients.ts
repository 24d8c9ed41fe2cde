import { createHmac } from "node:crypto";
import { errors, type AdapterPayload } from "oidc-provider";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { openBytes, sealBytes } from "./seal.ts";

const PREFIX = "d1.";
const BINDING = "client";
/** A client id travels in URLs and in headers. */
const MAX_ID_LENGTH = 3072;
const MAX_INFLATED_BYTES = 64 * 1024;

/** All that a client keeps of its registration. Whatever else it sends is nothing to us. */
const KEPT = [
  "redirect_uris",
  "client_name",
  "grant_types",
  "token_endpoint_auth_method",
  "token_endpoint_auth_signing_alg",
  "jwks",
];

/**
 * Dynamic registration (RFC 7591) without a row: the client's id is its metadata, sealed. Clients that register anew for
 * every connection cost nothing, and no id is ever forgotten while its key is on the ring.
 */
export interface StatelessClients {
  /** @throws InvalidClientMetadata when there is too much of it. */
  idOf(metadata: Readonly<Record<string, unknown>>): string;
  secretOf(clientId: string): string;
  /** @returns undefined for an id that is not ours. */
  find(clientId: string): AdapterPayload | undefined;
}

/** @param keys The ring; the first seals, all open. */
export function createStatelessClients(keys: readonly Buffer[]): StatelessClients {
  const secretsOf = (clientId: string) =>
    keys.map((key) => createHmac("sha256", key).update(`secret\0${clientId}`).digest("base64url"));
  return {
    idOf(metadata) {
      const kept = Object.fromEntries(KEPT.flatMap((field) => (field in metadata ? [[field, metadata[field]]] : [])));
      const packed = deflateRawSync(JSON.stringify({ ...kept, client_id_issued_at: Math.floor(Date.now() / 1000) }));
      const id = PREFIX + sealBytes(keys, packed, BINDING);
      if (id.length > MAX_ID_LENGTH) throw new errors.InvalidClientMetadata("the metadata is too long");
      return id;
    },
    secretOf: (clientId) => secretsOf(clientId)[0] ?? "",
    find(clientId) {
      if (!clientId.startsWith(PREFIX) || clientId.length > MAX_ID_LENGTH) return undefined;
      const sealed = clientId.slice(PREFIX.length);
      const at = keys.findIndex((key) => openBytes([key], sealed, BINDING) !== undefined);
      const packed = openBytes(keys.slice(at, at + 1), sealed, BINDING);
      if (packed === undefined) return undefined;
      const metadata = JSON.parse(
        inflateRawSync(packed, { maxOutputLength: MAX_INFLATED_BYTES }).toString("utf8"),
      ) as AdapterPayload;
      return { ...metadata, client_id: clientId, ...secretFacts(metadata, secretsOf(clientId)[at]) };
    },
  };
}

/** A client that says nothing of how it proves itself has a secret (RFC 7591 §2). */
function secretFacts({ token_endpoint_auth_method: method }: AdapterPayload, secret: string | undefined) {
  const has = method === undefined || method.startsWith("client_secret_");
  return has && secret !== undefined ? { client_secret: secret, client_secret_expires_at: 0 } : {};
}
