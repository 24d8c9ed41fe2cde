import type { Token } from "../state/token.ts";
import type { World } from "../state/world.ts";
import { Refusal } from "./method.ts";

/** The token of a request, from the bearer or the `token` argument. */
export function tokenOf(
  world: World,
  authorization: string | undefined,
  args: Readonly<Record<string, string>>,
): Token | undefined {
  const secret = /^bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? args["token"];
  return secret === undefined ? undefined : world.tokens.get(secret);
}

/** @throws Refusal not_authed, invalid_auth, token_expired, token_revoked, account_inactive */
export function authenticate(
  world: World,
  authorization: string | undefined,
  args: Readonly<Record<string, string>>,
): Token {
  if (authorization === undefined && args["token"] === undefined) throw new Refusal("not_authed");
  const token = tokenOf(world, authorization, args);
  if (!token) throw new Refusal("invalid_auth");
  if (token.revoked) throw new Refusal(token.revoked);
  if (token.expiresAtMs !== undefined && token.expiresAtMs <= world.now()) throw new Refusal("token_expired");
  if (world.users.get(token.userId)?.deleted === true) throw new Refusal("account_inactive");
  return token;
}
