import type { Credential, Identity } from "../connector/index.ts";
import type { Authenticator, Connection } from "./connection.ts";
import { fixedConnection } from "./fixed-connection.ts";
import type { Principal } from "./principal.ts";

const SOMEBODY: Principal = { tenant: "local", subject: "local" };

/**
 * `AUTH=none`: one person on loopback, one credential from the operator. Everybody who reaches the port is that
 * person, which is why `http/` refuses to listen anywhere else in this mode.
 *
 * @param options.identify Asks the vendor who the credential belongs to.
 */
export function openAccess(options: {
  connector: string;
  credential: Credential;
  identify(connection: Connection): Promise<Identity>;
  now?: () => number;
}): Authenticator {
  const connection = fixedConnection(options);
  return {
    authenticate: async () => SOMEBODY,
    connect: async (_principal, profile) => (profile === undefined ? connection : undefined),
  };
}
