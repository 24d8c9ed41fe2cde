import { createHmac } from "node:crypto";

/** Whose an entry is, told to nobody without the key: HMAC-SHA256 of the connection and its epoch, never of a token. */
export function partitionOf(key: Buffer, connectionId: string, epoch: string): string {
  return createHmac("sha256", key).update(`${epoch}|${connectionId}`).digest("base64url");
}
