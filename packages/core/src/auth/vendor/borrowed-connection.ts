import { randomUUID } from "node:crypto";
import type { Credential } from "../../connector/index.ts";
import type { Connection } from "../connection.ts";

/** A connection for one question to the vendor, before there is a real one; no cache can know it. */
export function borrowedConnection(connector: string, credential: Credential): Connection {
  return {
    id: `borrowed-${randomUUID()}`,
    connector,
    profile: undefined,
    credential: async () => credential,
    identity: async () => undefined,
  };
}
