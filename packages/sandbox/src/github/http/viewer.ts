import type { Account } from "../state/account.ts";
import type { Token } from "../state/token.ts";

/** Who makes the call, and with what. */
export interface Viewer {
  account: Account;
  token: Token;
}
