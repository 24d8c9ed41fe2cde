import type { Settings } from "../config/index.ts";
import type { SignIn } from "../connector/index.ts";

export type AuthMode = NonNullable<Settings["auth"]>;

/** The ways to sign in that the consent page of a connector has. */
export interface Offers {
  oauth: boolean;
  token: boolean;
}

/** What the operator offers, as far as the vendor and the registered app can do it. */
export function offersOf(signIn: SignIn | undefined, { forms }: Settings["signIn"]): Offers {
  return {
    oauth: forms.includes("oauth") && signIn?.oauth !== undefined,
    token: forms.includes("token") && (signIn?.tokens?.length ?? 0) > 0,
  };
}

/**
 * `AUTH`, or what follows from what is set up: an app or a token form means that people are to sign in, a client with a
 * secret of its own that it is to show it.
 */
export function authModeOf(
  settings: Pick<Settings, "auth" | "signIn">,
  signIns: readonly (SignIn | undefined)[],
): AuthMode {
  const offered = signIns.some((signIn) => Object.values(offersOf(signIn, settings.signIn)).includes(true));
  const services = settings.signIn.clients.some(({ service }) => service);
  return settings.auth ?? (offered || services ? "oauth" : "none");
}
