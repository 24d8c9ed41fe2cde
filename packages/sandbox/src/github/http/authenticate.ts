import type { IncomingHttpHeaders } from "node:http";

import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";
import { Refusal } from "./route.ts";
import type { Viewer } from "./viewer.ts";

/** Who a request is from. @throws Refusal 401 without a token, or with one that is unknown or has expired. */
export function authenticate(world: World, headers: IncomingHttpHeaders): Viewer {
  const header = headers.authorization;
  if (header === undefined) throw new Refusal(401, "Requires authentication");
  const secret = /^(?:bearer|token) +(\S+)$/i.exec(header.trim())?.[1];
  const token = secret === undefined ? undefined : world.tokens.get(secret);
  const account = token && findAccount(world, token.login);
  const expired = token?.expiresAtMs !== undefined && token.expiresAtMs <= world.now();
  if (!token || !account || expired) throw new Refusal(401, "Bad credentials");
  return { account, token };
}
