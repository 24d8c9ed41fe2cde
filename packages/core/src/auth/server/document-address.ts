/**
 * The address of a client's document, where its id is one (draft-ietf-oauth-client-id-metadata-document-00 §3). Schemes are
 * the same in any case (RFC 3986 §3.1), and the library takes them so: whoever looks at the raw text is deceived.
 */
export function documentAddress(clientId: unknown): URL | undefined {
  if (typeof clientId !== "string" || !/^https:\/\//i.test(clientId)) return undefined;
  return URL.parse(clientId) ?? undefined;
}
