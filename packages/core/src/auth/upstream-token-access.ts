import { LRUCache } from "lru-cache";
import { createHash } from "node:crypto";
import type { Credential, Identity } from "../connector/index.ts";
import { AuthChallenge } from "./auth-challenge.ts";
import type { Authenticator, Connection } from "./connection.ts";
import { fixedConnection } from "./fixed-connection.ts";

const MAX_TOKENS = 1_000;
const HEADER = "x-upstream-token";
const TOKEN = /^[\x21-\x7e]{8,4096}$/;

/**
 * `X-Upstream-Token`: each request brings the vendor's token along. No part of MCP's authorization, found by no client, and
 * off unless the operator says so; never where people sign in, for here whoever holds a token is somebody.
 *
 * @param options.otherwise who a request without the header is.
 */
export function upstreamTokenAccess(options: {
  connector: string;
  kindOf(token: string): string;
  identify(connection: Connection): Promise<Identity>;
  otherwise: Authenticator | undefined;
}): Authenticator {
  const { connector, kindOf, identify, otherwise } = options;
  // Kept for what is known of their owners; a token that falls out is asked about again.
  const connections = new LRUCache<string, Connection>({ max: MAX_TOKENS });
  const connect = (token: string, subject: string) => {
    const credential: Credential = { kind: kindOf(token), token };
    connections.set(subject, fixedConnection({ connector, credential, identify }));
  };
  return {
    async authenticate(request) {
      const token = request.headers[HEADER];
      if (token === undefined && otherwise !== undefined) return otherwise.authenticate(request);
      if (typeof token !== "string" || !TOKEN.test(token)) {
        throw new AuthChallenge(401, "Bearer", "Send the vendor's token in the X-Upstream-Token header.");
      }
      const subject = `upstream:${createHash("sha256").update(token).digest("base64url")}`;
      if (!connections.has(subject)) connect(token, subject);
      return { tenant: "local", subject };
    },
    async connect(principal, profile) {
      const own = profile === undefined ? connections.get(principal.subject) : undefined;
      return own ?? otherwise?.connect(principal, profile);
    },
  };
}
