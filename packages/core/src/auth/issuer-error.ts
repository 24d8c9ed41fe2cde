/**
 * The authorization server that signs people in cannot be asked for its keys. That says nothing of anybody's token: who is
 * told 401 throws a good one away.
 */
export class IssuerError extends Error {
  override readonly name = "IssuerError";
  /** When another try may be worth it, in seconds. */
  readonly retryAfterS = 5;

  constructor(issuer: string, cause: unknown) {
    super(`The keys of ${issuer} cannot be had.`, { cause });
  }
}
