import { createHash } from "node:crypto";
import type { Credential, Identity } from "../connector/index.ts";
import type { Connection } from "./connection.ts";

const RETRY_IDENTITY_MS = 10_000;

/**
 * A connection whose credential nobody signed in for: the operator's own, or one that a request brought along.
 *
 * @param identify Asks the vendor who the credential belongs to.
 */
export function fixedConnection(options: {
  connector: string;
  credential: Credential;
  identify(connection: Connection): Promise<Identity>;
  now?: () => number;
}): Connection {
  const { connector, credential, now = Date.now } = options;
  const connection: Connection = {
    id: createHash("sha256").update(`${connector}\0${credential.token}`).digest("base64url").slice(0, 22),
    connector,
    profile: undefined,
    credential: async () => credential,
    identity: rememberIdentity(() => options.identify(connection), now),
  };
  return connection;
}

/** Keeps the first answer for ever and a failure for a short while, so that lists do not hang on a vendor that is down. */
function rememberIdentity(ask: () => Promise<Identity>, now: () => number): () => Promise<Identity | undefined> {
  let known: Promise<Identity | undefined> | undefined;
  let failedAt = -Infinity;
  return () => {
    if (known === undefined || (failedAt > 0 && now() - failedAt > RETRY_IDENTITY_MS)) {
      failedAt = -Infinity;
      known = ask().catch(() => {
        failedAt = now();
        return undefined;
      });
    }
    return known;
  };
}
