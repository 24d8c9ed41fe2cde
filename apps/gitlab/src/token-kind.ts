/** What a token is, as far as it shows: instances may set a prefix of their own for access tokens. */
export function tokenKind(token: string): "oauth" | "access_token" {
  return /^[0-9a-f]{64}$/.test(token) ? "oauth" : "access_token";
}
