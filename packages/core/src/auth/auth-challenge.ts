/** A request that must come back with a (better) token: HTTP 401, 403 or 400 with `WWW-Authenticate` (RFC 6750 §3). */
export class AuthChallenge extends Error {
  override readonly name = "AuthChallenge";
  readonly status: 400 | 401 | 403;
  readonly wwwAuthenticate: string;

  constructor(status: 400 | 401 | 403, wwwAuthenticate: string, message: string) {
    super(message);
    this.status = status;
    this.wwwAuthenticate = wwwAuthenticate;
  }
}
